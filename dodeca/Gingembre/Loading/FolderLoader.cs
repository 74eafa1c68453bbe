namespace Gingembre;

/// <summary>Templates in a folder, by their paths in it. What is outside of it cannot be named.</summary>
public sealed class FolderLoader(string folder) : ITemplateLoader
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public IEnumerable<string> Names => Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path)) : [];

    /// <inheritdoc/>
    public string? TryLoad(string name)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, name));
        return path.StartsWith(_folder.TrimEnd('/') + "/", StringComparison.Ordinal) && File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
