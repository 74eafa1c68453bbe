using Cells;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Markdown;

namespace Dodeca.Queries;

/// <summary>Pages and sections as templates see them: what costs nothing at once, the rest when it is looked at.</summary>
internal static class TemplateScope
{
    private const int WordsPerMinute = 200;

    private static readonly string[] Common = ["title", "description", "permalink", "path", "weight", "date", "slug", "extra", "taxonomies", "content", "toc", "word_count", "reading_time", "ancestors"];

    internal static IReadOnlyList<string> PageNames { get; } = [.. Common, "section"];

    internal static IReadOnlyList<string> SectionNames { get; } = [.. Common, "pages", "subsections"];

    /// <summary>A page or section that is looked at from elsewhere.</summary>
    internal static TemplateValue Reference(TreeNode node) => new TemplateValue.Lazy([node.IsSection ? "section" : "page", node.Route], Known(node));

    /// <summary>A section that need not be known yet.</summary>
    internal static TemplateValue Section(string route) => new TemplateValue.Lazy(["section", route], []);

    /// <summary>The page or section that is rendered.</summary>
    internal static TemplateValue Own(TreeNode node, RenderedMarkdown? body) => new TemplateValue.Lazy(
        [node.IsSection ? "section" : "page", node.Route],
        [.. Known(node), new("content", OfBody(body, "content")), new("toc", OfBody(body, "toc")), new("word_count", OfBody(body, "word_count")), new("reading_time", OfBody(body, "reading_time"))]);

    /// <summary>What follows from the place in the tree and the front matter.</summary>
    internal static TemplateValue OfNode(TreeNode node, string member) => Known(node).Find(known => known.Name == member)?.Value ?? new TemplateValue.Missing();

    /// <summary>What follows from the text.</summary>
    internal static TemplateValue OfBody(RenderedMarkdown? body, string member) => member switch
    {
        "content" => new TemplateValue.Html(body?.Html ?? ""),
        "word_count" => new TemplateValue.Data(body?.Words ?? 0),
        "reading_time" => new TemplateValue.Data(body is null ? 0 : Math.Max(1, (body.Words + WordsPerMinute - 1) / WordsPerMinute)),
        _ => new TemplateValue.Data(Contents(body?.Headings ?? [], 0, body?.Headings.Count ?? 0)),
    };

    private static List<TemplateMember> Known(TreeNode node) =>
    [
        Data("title", node.Title),
        Data("description", node.Description),
        Data("permalink", node.Route),
        Data("path", node.Path),
        Data("weight", node.Weight),
        Data("date", node.Date),
        Data("slug", node.Route.Trim('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : ""),
        Data("extra", node.Extra),
        Data("taxonomies", Value.Object(node.Taxonomies.Select(static entry => KeyValuePair.Create(entry.Key, Value.Array(entry.Value.Select(static term => (Value)term)))))),
    ];

    private static TemplateMember Data(string name, Value value) => new(name, new TemplateValue.Data(value));

    /// <summary>Headings with those below them.</summary>
    private static Value Contents(List<Heading> headings, int start, int end)
    {
        List<Value> contents = [];
        for (int i = start; i < end;)
        {
            int next = i + 1;
            while (next < end && headings[next].Level > headings[i].Level)
                next++;
            contents.Add(Value.Object(
                ("title", headings[i].Title), ("id", headings[i].Id), ("level", headings[i].Level), ("permalink", $"#{headings[i].Id}"), ("children", Contents(headings, i + 1, next))));
            i = next;
        }

        return Value.Array(contents);
    }
}
