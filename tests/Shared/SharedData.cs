namespace Cells.Tests;

/// <summary>Test input that lies beside the repository, in <c>../shared</c>, because it is not part of it.</summary>
internal static class SharedData
{
    /// <summary>The full path of <paramref name="relativePath"/> below <c>../shared</c>, whether it exists or not.</summary>
    public static string PathOf(string relativePath)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cells.slnx")))
        {
            directory = directory.Parent;
        }
        string root = directory?.FullName ?? throw new InvalidOperationException($"no Cells.slnx above {AppContext.BaseDirectory}");
        return Path.GetFullPath(Path.Combine(root, "..", "shared", relativePath));
    }
}
