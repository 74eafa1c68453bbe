namespace Cells.Nucleus.Builds;

/// <summary>A project could not be built. Nothing was started.</summary>
/// <param name="project">The project's file.</param>
/// <param name="errors">What the compiler said, a line for each error, with file and line.</param>
/// <param name="logFile">All that was said.</param>
public sealed class BuildFailedException(string project, IReadOnlyList<string> errors, string logFile)
    : Exception($"{Path.GetFileName(project)} does not build.")
{
    /// <summary>The project's file.</summary>
    public string Project { get; } = project;

    /// <summary>What the compiler said, a line for each error, with file and line.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;

    /// <summary>All that was said.</summary>
    public string LogFile { get; } = logFile;
}
