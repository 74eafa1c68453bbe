using System.IO.Enumeration;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>
/// Finds the folders that an entry of a workspace's members means: a path, in which <c>*</c> and <c>?</c> stand for parts of a name.
/// </summary>
internal static class MemberPattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    public static IEnumerable<string> Expand(string workspaceFolder, GenomeText member)
    {
        IEnumerable<string> folders = [workspaceFolder];
        foreach (string segment in Segments(member))
        {
            folders = folders.SelectMany(folder => Match(folder, segment));
        }
        List<string> found = [.. folders];
        return found.Count > 0 || HasWildcard(member.Value)
            ? found
            : throw CellFolder.NoFolder(CellFolder.PathOf(workspaceFolder, member.Value), member);
    }

    private static IEnumerable<string> Segments(GenomeText member)
    {
        string[] segments = Path.TrimEndingDirectorySeparator(member.Value).Split('/');
        foreach (string segment in segments)
        {
            string? fault = segment switch
            {
                "" => "a path within the workspace has no empty names",
                ".." => "the members of a workspace lie below it",
                _ when segment.Contains("**", StringComparison.Ordinal) => "'**' is not supported; write '*' for each level",
                _ => null,
            };
            if (fault is not null)
            {
                throw new GenomeException(member.Location, $"'{member.Value}' in [workspace] members: {fault}");
            }
        }
        return segments.Where(segment => segment != ".");
    }

    private static IEnumerable<string> Match(string folder, string segment)
    {
        if (!HasWildcard(segment))
        {
            string path = Path.Combine(folder, segment);
            return Directory.Exists(path) ? [path] : [];
        }
        return Directory.EnumerateDirectories(folder)
            .Where(path => Matches(Path.GetFileName(path), segment))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Hidden folders and those that builds write are never meant by a wildcard.</summary>
    private static bool Matches(string name, string segment) =>
        name is not ("bin" or "obj" or ['.', ..]) && FileSystemName.MatchesSimpleExpression(segment, name, ignoreCase: false);
}
