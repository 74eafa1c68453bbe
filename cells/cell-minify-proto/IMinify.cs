using Cells;
using Dodeca.Host;

namespace Dodeca.Minify;

/// <summary>Makes pages small. Whoever asks serves <see cref="IInlineHost"/>.</summary>
[CellContract("minify")]
public interface IMinify
{
    /// <summary>Leaves out of a page what says nothing; styles and scripts in it are made small by their own cells.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> MinifyHtmlAsync(WholePage page, CallContext context = default);
}

/// <summary>A page.</summary>
/// <param name="Context">What callbacks say it with; 0 where there are none, and styles and scripts stay as they are.</param>
/// <param name="Html">What stands in it.</param>
[CellMessage]
public sealed partial record WholePage(ulong Context, string Html);
