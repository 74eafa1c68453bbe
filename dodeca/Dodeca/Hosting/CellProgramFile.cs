namespace Dodeca.Hosting;

/// <summary>A cell's program.</summary>
/// <param name="Path">Where it is, in a folder that never changes.</param>
/// <param name="Build">Names what it was made of.</param>
/// <param name="Source">The folder of its project; its own where it was not built here.</param>
public sealed record CellProgramFile(string Path, string Build, string Source)
{
    /// <summary>Its assembly.</summary>
    internal string Assembly => Path + ".dll";
}
