using Cells;

namespace Dodeca.Minify;

/// <summary>Makes pages small.</summary>
[CellContract("minify")]
public interface IMinify
{
    /// <summary>Leaves out of a page what says nothing.</summary>
    [Idempotent]
    ValueTask<string> MinifyHtmlAsync(string html, CancellationToken cancellation = default);
}
