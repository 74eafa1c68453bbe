using System.IO.Enumeration;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>The files below a project's folder that a build may read: all but what is hidden or was itself built.</summary>
internal static class SourceFolder
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true, RecurseSubdirectories = true };

    /// <summary>Their paths; none where there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="outputs">Folders that hold what builds and cells write.</param>
    internal static string[] Files(string folder, IReadOnlySet<string> outputs) => !Directory.Exists(folder)
        ? []
        : [.. new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = static (ref entry) => entry.FileName is not ['.', ..] && !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => entry.FileName is not (['.', ..] or "bin" or "obj" or "node_modules" or "TestResults")
                && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !outputs.Contains(entry.ToFullPath()),
        }];
}
