using System.Text.RegularExpressions;
using Cells.Architecture.Tests.Repository;

namespace Cells.Architecture.Tests;

/// <summary>What the documents point at is there.</summary>
public partial class DocumentationTests
{
    private const string Diagnostics = "docs/diagnostics";
    private const string Index = "docs/README.md";

    /// <summary>What 'ddc init' makes: pages of a site, which ddc checks.</summary>
    private const string Starter = "dodeca/Dodeca.Cli/Starter/";

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        Violations.ShouldBeNone(
            from page in RepositoryFiles.Ending(".md")
            where !page.StartsWith(Starter, StringComparison.Ordinal)
            from link in LinksOf(page)
            where !Resolves(page, link)
            select $"{page}: {link}",
            "These links lead nowhere:");
    }

    [Fact]
    public void Every_page_of_the_documentation_is_reached_from_its_index()
    {
        HashSet<string> reached = [Index];
        Queue<string> open = new([Index]);
        while (open.TryDequeue(out string? page))
        {
            foreach (string target in LinksOf(page).SelectMany(link => PagesAt(TargetOf(page, link))).Where(reached.Add))
                open.Enqueue(target);
        }

        Violations.ShouldBeNone(RepositoryFiles.Below("docs", ".md").Where(page => !reached.Contains(page)), $"No way leads here from {Index}:");
    }

    [Fact]
    public void Every_diagnostic_has_a_page_and_every_page_a_diagnostic()
    {
        IEnumerable<string> ids = RepositoryFiles.Below("src", ".cs")
            .SelectMany(path => DiagnosticId().Matches(RepositoryFiles.Read(path)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);
        IEnumerable<string> pages = RepositoryFiles.Below(Diagnostics, ".md")
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Where(name => name != "README");
        Assert.Equal(ids, pages);
    }

    [Fact]
    public void Every_page_begins_with_its_title()
    {
        Violations.ShouldBeNone(
            from page in RepositoryFiles.Ending(".md")
            where !page.Contains("AnalyzerReleases", StringComparison.Ordinal) && !page.StartsWith(Starter, StringComparison.Ordinal)
            let first = File.ReadLines(RepositoryFiles.FullPath(page)).FirstOrDefault() ?? ""
            where !first.StartsWith("# ", StringComparison.Ordinal)
                || (page.StartsWith(Diagnostics + "/CELL", StringComparison.Ordinal) && !first.Contains(Path.GetFileNameWithoutExtension(page), StringComparison.Ordinal))
            select $"{page}: {first}",
            "The first line is '# Title'; that of a diagnostic has its id:");
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Code().Replace(CodeBlock().Replace(RepositoryFiles.Read(page), ""), ""))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

    /// <summary>A page itself, or the pages of a folder.</summary>
    private static IEnumerable<string> PagesAt(string target) =>
        RepositoryFiles.Ending(".md").Where(page => page == target || page.StartsWith(target.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static bool Resolves(string page, string link)
    {
        string target = TargetOf(page, link);
        if (target.StartsWith("..", StringComparison.Ordinal) || !RepositoryFiles.Exists(target))
            return false;
        string anchor = link.Contains('#', StringComparison.Ordinal) ? link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..] : "";
        return anchor.Length == 0 || AnchorsOf(target).Contains(anchor);
    }

    private static string TargetOf(string page, string link)
    {
        string path = link.Split('#')[0];
        string folder = Path.GetDirectoryName(page)!;
        return path.Length == 0 ? page : Path.GetRelativePath(RepositoryFiles.Root, Path.GetFullPath(Path.Combine(RepositoryFiles.Root, folder, path)));
    }

    /// <summary>The anchors of a page's headings, as those who render Markdown make them.</summary>
    private static IEnumerable<string> AnchorsOf(string page) =>
        Heading().Matches(CodeBlock().Replace(RepositoryFiles.Read(page), ""))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(```|~~~).*?^\1\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("\"(CELL[0-9]{4})\"")]
    private static partial Regex DiagnosticId();
}
