namespace Cells.Architecture.Tests.Repository;

/// <summary>The files of this repository, as they lie on disk, without what builds and runs leave behind.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> IgnoredFolders = ReadIgnoredFolders();

    public static string Root { get; } = FindRoot();

    /// <summary>Every file whose name ends with one of the endings, as a path relative to the root, in ordinal order.</summary>
    public static IReadOnlyList<string> Ending(params string[] endings) =>
        [.. All.Value.Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))];

    /// <summary>Every file below a folder whose name ends with the ending.</summary>
    public static IReadOnlyList<string> Below(string folder, string ending) =>
        [.. Ending(ending).Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))];

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(FullPath(relative));

    public static bool Exists(string relative) => Path.Exists(FullPath(relative));

    public static Lazy<IReadOnlyList<string>> All { get; } = new(() => [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        // In a second work tree .git is a file.
        foreach (FileInfo file in folder.EnumerateFiles().Where(file => file.Name != ".git"))
            yield return Path.GetRelativePath(Root, file.FullName);
        foreach (DirectoryInfo child in folder.EnumerateDirectories().Where(child => child.Name != ".git" && !IgnoredFolders.Contains(child.Name)))
        {
            foreach (string path in Walk(child))
                yield return path;
        }
    }

    private static HashSet<string> ReadIgnoredFolders() =>
        [.. File.ReadLines(Path.Combine(FindRoot(), ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.Trim('/'))];

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cells.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException($"no Cells.slnx above {AppContext.BaseDirectory}");
    }
}
