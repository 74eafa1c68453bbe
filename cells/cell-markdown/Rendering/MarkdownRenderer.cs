using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Dodeca.Markdown.Rendering;

/// <summary>Renders Markdown.</summary>
internal static partial class MarkdownRenderer
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAlertBlocks()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseAutoLinks()
        .UseCustomContainers()
        .UseDefinitionLists()
        .UseEmphasisExtras()
        .UseFootnotes()
        .UseGenericAttributes()
        .UseGridTables()
        .UsePipeTables()
        .UseTaskLists()
        .Build();

    /// <param name="path">The file's path in the content folder: what relative links start from.</param>
    /// <param name="body">The Markdown without its front matter.</param>
    internal static RenderedMarkdown Render(string path, string body)
    {
        List<string> anchors = [];
        body = Requirement().Replace(body, match =>
        {
            anchors.Add(match.Groups["name"].Value);
            return $"<div class=\"requirement\" id=\"r-{match.Groups["name"].Value}\"><a href=\"#r-{match.Groups["name"].Value}\">{match.Groups["name"].Value}</a></div>\n";
        });

        MarkdownDocumentSyntax document = new(Markdig.Markdown.Parse(body, Pipeline));
        document.ResolveRelativeLinks(path);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        var code = new CodeRenderer();
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(code);
        renderer.Render(document.Root);
        writer.Flush();
        return new RenderedMarkdown(writer.ToString(), document.Headings(), anchors, code.HasCode, document.Words());
    }

    /// <returns>The text of the first heading, where that is of level 1; else empty.</returns>
    internal static string TitleOf(string body) =>
        new MarkdownDocumentSyntax(Markdig.Markdown.Parse(body, Pipeline)).Headings() is [{ Level: 1 } first, ..] ? first.Title : "";

    /// <summary>A requirement stands in a line of its own, as <c>r[name.of.it]</c>.</summary>
    [GeneratedRegex(@"^r\[(?<name>[a-z0-9][a-z0-9._-]*)\]\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Requirement();

    private sealed class MarkdownDocumentSyntax(Markdig.Syntax.MarkdownDocument root)
    {
        internal Markdig.Syntax.MarkdownDocument Root => root;

        /// <summary>Links count from the file that they stand in. They get the form that counts from the content folder, which holds wherever the markup is shown.</summary>
        internal void ResolveRelativeLinks(string path)
        {
            foreach (LinkInline link in root.Descendants<LinkInline>())
            {
                if (link.Url is not { Length: > 0 } url || url[0] is '/' or '#' or '?' or '@' || HasScheme(url))
                    continue;
                string file = url[..(url.IndexOfAny(['#', '?']) is >= 0 and var mark ? mark : url.Length)];
                string combined = Combine(Path.GetDirectoryName(path) ?? "", file);
                link.Url = $"{(file.EndsWith(".md", StringComparison.Ordinal) ? "@/" : "/")}{combined}{url[file.Length..]}";
            }
        }

        internal List<Heading> Headings() => [.. root.Descendants<HeadingBlock>().Select(static heading => new Heading(heading.Level, heading.GetAttributes().Id ?? "", TextOf(heading.Inline)))];

        internal int Words() => root.Descendants<LiteralInline>().Sum(static literal => literal.Content.AsSpan().ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);

        private static string TextOf(ContainerInline? container) => container is null ? "" : string.Concat(container.Descendants().Select(static inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            LineBreakInline => " ",
            _ => "",
        }));

        private static bool HasScheme(string url) => url.IndexOf(':') is > 0 and var colon && url.AsSpan(0, colon).IndexOfAny("/?#") < 0;

        /// <summary>A path from a folder; what leads out of the content folder keeps its dots, and so leads nowhere.</summary>
        private static string Combine(string folder, string file)
        {
            List<string> parts = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
            foreach (string part in file.Split('/'))
            {
                if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                    parts.RemoveAt(parts.Count - 1);
                else if (part != ".")
                    parts.Add(part);
            }

            return string.Join('/', parts);
        }
    }
}
