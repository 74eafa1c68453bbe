using Cells;
using Dodeca.Host;

namespace Dodeca.Markdown;

/// <summary>Reads what people have written: Markdown with its front matter, and data files.</summary>
[CellContract("markdown")]
public interface IMarkdown
{
    /// <summary>Reads the front matter alone.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<FrontMatter> ParseFrontMatterAsync(MarkdownSource source, CancellationToken cancellation = default);

    /// <summary>Renders what stands behind the front matter.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<RenderedMarkdown> RenderAsync(MarkdownSource source, CancellationToken cancellation = default);

    /// <summary>Both at once.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<MarkdownDocument> ParseAndRenderAsync(MarkdownSource source, CancellationToken cancellation = default);

    /// <summary>Reads a data file: JSON, TOML or YAML, as its name says.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<DataFile> ParseDataAsync(string path, string text, CancellationToken cancellation = default);

    /// <summary>The stylesheet for highlighted code.</summary>
    /// <param name="light">The theme for light surroundings.</param>
    /// <param name="dark">The theme for dark ones.</param>
    /// <param name="cancellation">Ends it.</param>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> ThemeAsync(string light, string dark, CancellationToken cancellation = default);
}

/// <summary>A Markdown file.</summary>
/// <param name="Path">Its path in the content folder, with <c>/</c>.</param>
/// <param name="Text">What stands in it.</param>
[CellMessage]
public sealed partial record MarkdownSource(string Path, string Text);

/// <summary>What a page says of itself.</summary>
/// <param name="Title">Its title: what it says, else its first heading of level 1; empty where it has neither.</param>
/// <param name="Description">What it is about; null where it does not say.</param>
/// <param name="Weight">Where it stands among its neighbours: the lighter, the earlier.</param>
/// <param name="Date">When it was written, as ISO 8601; null where it does not say.</param>
/// <param name="Draft">Whether it is left out.</param>
/// <param name="Template">The template that it wants; null: the usual one.</param>
/// <param name="Slug">Its name in URLs; null: its file's.</param>
/// <param name="Aliases">Further addresses that lead to it.</param>
/// <param name="Taxonomies">Its terms.</param>
/// <param name="Extra">What else it says.</param>
[CellMessage]
public sealed partial record FrontMatter(
    string Title,
    string? Description,
    int Weight,
    string? Date,
    bool Draft,
    string? Template,
    string? Slug,
    List<string> Aliases,
    Dictionary<string, List<string>> Taxonomies,
    Value Extra);

/// <summary>What became of Markdown.</summary>
/// <param name="Html">The markup. Links to other Markdown files have the form <c>@/path.md#fragment</c>.</param>
/// <param name="Headings">Its headings in their order.</param>
/// <param name="Anchors">The requirements that it states, <c>r[name]</c>.</param>
/// <param name="HasCode">Whether there is highlighted code in it, for which the page needs the theme.</param>
/// <param name="Words">How many words there are.</param>
[CellMessage]
public sealed partial record RenderedMarkdown(string Html, List<Heading> Headings, List<string> Anchors, bool HasCode, int Words);

/// <summary>A heading.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">What links to it end with.</param>
/// <param name="Title">Its text.</param>
[CellMessage]
public sealed partial record Heading(int Level, string Id, string Title);

/// <summary>A Markdown file that was read.</summary>
/// <param name="FrontMatter">What it says of itself.</param>
/// <param name="Body">What became of the rest.</param>
[CellMessage]
public sealed partial record MarkdownDocument(FrontMatter FrontMatter, RenderedMarkdown Body);

/// <summary>A data file that was read.</summary>
/// <param name="Content">What stands in it.</param>
[CellMessage]
public sealed partial record DataFile(Value Content);
