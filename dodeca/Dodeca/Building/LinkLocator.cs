using Dodeca.Configuration;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Html;
using Dodeca.Problems;
using Dodeca.Sources;

namespace Dodeca.Building;

/// <summary>Finds where a link was written: in the page, or in a template.</summary>
/// <param name="site">The site.</param>
internal sealed class LinkLocator(SiteConfiguration site)
{
    internal Problem Locate(TreeNode node, DeadLink link)
    {
        string page = SiteFolders.Join(site.Content, node.Path);
        SourceFault? fault = node.Path.Length > 0 ? Find(page, link) : null;
        string templates = Path.Combine(site.Folder, SiteFolders.Templates);
        if (fault is null && Directory.Exists(templates))
        {
            fault = Directory.EnumerateFiles(templates, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(path => Find(Path.GetRelativePath(site.Folder, path), link)).FirstOrDefault(static found => found is not null);
        }

        return new Problem(fault ?? new SourceFault(node.Path.Length > 0 ? page : "", 0, 0, 0, $"dead link '{link.Written}' on {node.Route}: {Reason(link)}", Help(link)));
    }

    private SourceFault? Find(string file, DeadLink link)
    {
        try
        {
            // A link that counted from its file counts from the content folder now: its end is as it was written.
            string[] lines = File.ReadAllLines(Path.Combine(site.Folder, file));
            foreach ((string text, string before) in (ReadOnlySpan<(string, string)>)[(link.Written, "(\"'=< "), (Tail(link.Written), "(\"'"), (Tail(link.Written), "/")])
            {
                for (int i = 0; text.Length > 0 && i < lines.Length; i++)
                {
                    int column = lines[i].IndexOf(text, StringComparison.Ordinal);
                    if (column > 0 && before.Contains(lines[i][column - 1]))
                        return new SourceFault(file, i + 1, column + 1, text.Length, $"dead link: {Reason(link)}", Help(link));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile; the link is reported without its line.
        }

        return null;
    }

    private static string Tail(string url) => url[(url.TrimEnd('/').LastIndexOf('/') + 1)..];

    private static string Reason(DeadLink link) => link.Problem.Split("; ", 2)[0];

    private static string? Help(DeadLink link) => link.Problem.Split("; ", 2) is [_, var help] ? help : null;
}
