namespace Cells.Nucleus.Builds.Inputs;

/// <summary>The files below a project's folder that a build may read: all but what is hidden or was itself built.</summary>
internal static class SourceFolder
{
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    internal static IEnumerable<string> Files(string folder, IReadOnlySet<string> outputs)
    {
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? current))
        {
            if (!Directory.Exists(current))
                continue;
            foreach (FileSystemInfo entry in new DirectoryInfo(current).EnumerateFileSystemInfos("*", Plain))
            {
                if (entry.Name is ['.', ..])
                    continue;
                if (entry is FileInfo)
                    yield return entry.FullName;
                else if (entry.Name is not ("bin" or "obj" or "node_modules" or "TestResults") && entry.LinkTarget is null && !outputs.Contains(entry.FullName))
                    open.Push(entry.FullName);
            }
        }
    }
}
