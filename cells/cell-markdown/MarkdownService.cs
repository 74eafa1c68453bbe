using Cells;
using Dodeca.Host;
using Dodeca.Markdown.FrontMatters;
using Dodeca.Markdown.Highlighting;
using Dodeca.Markdown.Rendering;

namespace Dodeca.Markdown;

/// <summary>Reads what people have written. Each call works on a thread of the pool: several run at once.</summary>
internal sealed class MarkdownService : IMarkdown
{
    /// <summary>How large a file may be.</summary>
    private const int MaxSourceLength = 16 << 20;

    /// <inheritdoc/>
    public ValueTask<FrontMatter> ParseFrontMatterAsync(MarkdownSource source, CancellationToken cancellation = default) =>
        WorkAsync(source, static source => FrontMatterOf(source.Path, Split(source)), cancellation);

    /// <inheritdoc/>
    public ValueTask<RenderedMarkdown> RenderAsync(MarkdownSource source, CancellationToken cancellation = default) =>
        WorkAsync(source, static source => MarkdownRenderer.Render(source.Path, Split(source).Body), cancellation);

    /// <inheritdoc/>
    public ValueTask<MarkdownDocument> ParseAndRenderAsync(MarkdownSource source, CancellationToken cancellation = default) => WorkAsync(source, static source =>
    {
        SourceParts parts = Split(source);
        return new MarkdownDocument(FrontMatterOf(source.Path, parts), MarkdownRenderer.Render(source.Path, parts.Body));
    }, cancellation);

    /// <inheritdoc/>
    public ValueTask<DataFile> ParseDataAsync(string path, string text, CancellationToken cancellation = default) =>
        WorkAsync((path, text), static data => new DataFile(DataReader.Read(data.path, data.text, 1)), cancellation);

    /// <inheritdoc/>
    public ValueTask<string> ThemeAsync(string light, string dark, CancellationToken cancellation = default) => new(Themes.Stylesheet(light, dark));

    /// <summary>A page that does not say what it is called is called as its first heading says.</summary>
    private static FrontMatter FrontMatterOf(string path, SourceParts parts)
    {
        FrontMatter matter = FrontMatterReader.Read(path, parts);
        return matter.Title.Length == 0 ? matter with { Title = MarkdownRenderer.TitleOf(parts.Body) } : matter;
    }

    private static SourceParts Split(MarkdownSource source) => source.Text.Length <= MaxSourceLength
        ? SourceParts.Of(source.Path, source.Text)
        : throw new CellFaultException<SourceFault>(new SourceFault(source.Path, 0, 0, 0, $"it has {source.Text.Length >> 20} Mi characters; a page may have {MaxSourceLength >> 20} (MaxSourceLength)", "split it into several pages"));

    /// <summary>Calls come on a thread that must read on.</summary>
    private static ValueTask<TResult> WorkAsync<TSource, TResult>(TSource source, Func<TSource, TResult> work, CancellationToken cancellation) =>
        new(Task.Run(() => work(source), cancellation));
}
