namespace Dodeca.Sass;

/// <summary>The files that a compilation may use.</summary>
/// <param name="files">Them, by their paths.</param>
internal sealed class Stylesheets(IReadOnlyDictionary<string, string> files)
{
    /// <summary>What URLs of these files begin with.</summary>
    internal const string Scheme = "site:///";

    /// <summary>The URL of the file that a name means, as Sass looks for it: with an ending, as a partial, as a folder's index. Null where there is none.</summary>
    internal string? Canonicalize(string url)
    {
        string path = url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : url;
        if (path.Contains(':'))
            return null;
        string folder = path.LastIndexOf('/') is >= 0 and var slash ? path[..(slash + 1)] : "";
        string name = path[folder.Length..];
        string? found = Candidates(folder, name).FirstOrDefault(files.ContainsKey);
        return found is null ? null : Scheme + found;
    }

    /// <summary>What stands in a file.</summary>
    internal string Read(string url) => files[url[Scheme.Length..]];

    /// <summary>0 where it has braces, 1 where it is indented, 2 where it is CSS.</summary>
    internal static int SyntaxOf(string url) => Path.GetExtension(url) switch
    {
        ".sass" => 1,
        ".css" => 2,
        _ => 0,
    };

    private static IEnumerable<string> Candidates(string folder, string name)
    {
        string[] endings = Path.GetExtension(name) is ".scss" or ".sass" or ".css" ? [""] : [".scss", ".sass", ".css"];
        foreach (string ending in endings)
        {
            yield return $"{folder}{name}{ending}";
            yield return $"{folder}_{name}{ending}";
        }

        foreach (string ending in endings)
        {
            yield return $"{folder}{name}/_index{ending}";
            yield return $"{folder}{name}/index{ending}";
        }
    }
}
