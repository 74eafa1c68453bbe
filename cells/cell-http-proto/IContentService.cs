using Cells;
using Dodeca.HtmlDiff;

namespace Dodeca.Http;

/// <summary>What there is to be served: the server knows nothing but this.</summary>
[CellContract("content_service")]
public interface IContentService
{
    /// <summary>Who may ask.</summary>
    ValueTask<AccessRules> AccessAsync(CancellationToken cancellation = default);

    /// <summary>What an address stands for.</summary>
    /// <param name="path">The path, decoded, with <c>/</c> before it.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<Content> FindContentAsync(string path, CancellationToken cancellation = default);

    /// <summary>A piece of what was found as a <see cref="Content.Static"/> or <see cref="Content.StaticNoCache"/> that was not sent with it.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="generation">The generation that was found.</param>
    /// <param name="offset">Where the piece begins.</param>
    /// <param name="count">How many bytes are wanted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The piece, shorter only at the end; without bytes where there is another generation now.</returns>
    ValueTask<ContentPiece> ReadContentAsync(string path, string generation, long offset, int count, CancellationToken cancellation = default);

    /// <summary>What becomes of a page while somebody looks at it.</summary>
    /// <param name="route">The page.</param>
    /// <param name="generation">The generation that is shown.</param>
    /// <param name="cancellation">Ends it.</param>
    IAsyncEnumerable<PageEvent> WatchAsync(string route, string generation, CancellationToken cancellation = default);

    /// <summary>What the names mean that a page's template sees.</summary>
    /// <param name="route">The page.</param>
    /// <param name="path">Which value is looked into; empty: all names.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<List<ScopeEntry>> GetScopeAsync(string route, List<string> path, CancellationToken cancellation = default);

    /// <summary>What an expression comes to where a page's template stands.</summary>
    ValueTask<EvalResult> EvalExpressionAsync(string route, string expression, CancellationToken cancellation = default);
}

/// <summary>Who may ask.</summary>
/// <param name="Hosts">What may stand in the Host header, without a port; <c>*</c>: anything.</param>
[CellMessage]
public sealed partial record AccessRules(List<string> Hosts);

/// <summary>What an address stands for. A generation names what stands in it: another content has another.</summary>
[CellMessage]
public abstract partial record Content
{
    /// <summary>A page.</summary>
    [CellMessage]
    public sealed partial record Html(string Generation, string Markup, string Route) : Content;

    /// <summary>A page that says what is wrong with the one that was asked for.</summary>
    [CellMessage]
    public sealed partial record Failed(string Generation, string Markup) : Content;

    /// <summary>A stylesheet whose address changes with it.</summary>
    [CellMessage]
    public sealed partial record Css(string Generation, string Text) : Content;

    /// <summary>A file whose address changes with it.</summary>
    /// <param name="Generation">Its generation.</param>
    /// <param name="Mime">Its type.</param>
    /// <param name="Length">Its length in bytes.</param>
    /// <param name="Bytes">What stands in it; null where it is to be read piece by piece.</param>
    [CellMessage]
    public sealed partial record Static(string Generation, string Mime, long Length, ReadOnlyMemory<byte>? Bytes) : Content;

    /// <summary>A file that keeps its address when it changes.</summary>
    /// <param name="Generation">Its generation.</param>
    /// <param name="Mime">Its type.</param>
    /// <param name="Length">Its length in bytes.</param>
    /// <param name="Bytes">What stands in it; null where it is to be read piece by piece.</param>
    [CellMessage]
    public sealed partial record StaticNoCache(string Generation, string Mime, long Length, ReadOnlyMemory<byte>? Bytes) : Content;

    /// <summary>It is found elsewhere.</summary>
    [CellMessage]
    public sealed partial record Redirect(string Generation, string Location) : Content;

    /// <summary>Nothing; the page says so.</summary>
    [CellMessage]
    public sealed partial record NotFound(string Generation, string Markup) : Content;
}

/// <summary>A piece of a content.</summary>
/// <param name="Bytes">The bytes; null where the content has become another.</param>
[CellMessage]
public sealed partial record ContentPiece(SharedBytes? Bytes);

/// <summary>What has become of a page.</summary>
[CellMessage]
public abstract partial record PageEvent
{
    /// <summary>It has changed.</summary>
    /// <param name="Generation">The generation that it has now.</param>
    /// <param name="Patches">What makes it of the one before.</param>
    [CellMessage]
    public sealed partial record Patched(string Generation, List<PagePatch> Patches) : PageEvent;

    /// <summary>It has to be loaded anew.</summary>
    [CellMessage]
    public sealed partial record Reload : PageEvent;

    /// <summary>It cannot be made any more.</summary>
    /// <param name="Report">What is wrong, as text: the message, the place, the line, what to do.</param>
    [CellMessage]
    public sealed partial record Failed(string Report) : PageEvent;

    /// <summary>It can be made again, and is as it was.</summary>
    [CellMessage]
    public sealed partial record Mended : PageEvent;
}

/// <summary>A name, and what it means.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is: <c>string</c>, <c>integer</c>, <c>map</c>, <c>function</c> and so on.</param>
/// <param name="Text">Its value, shortened.</param>
/// <param name="HasEntries">Whether it can be looked into.</param>
[CellMessage]
public sealed partial record ScopeEntry(string Name, string Kind, string Text, bool HasEntries);

/// <summary>What an expression has come to.</summary>
/// <param name="Text">Its value.</param>
/// <param name="Problem">Why it has none; null where it has.</param>
[CellMessage]
public sealed partial record EvalResult(string Text, string? Problem);
