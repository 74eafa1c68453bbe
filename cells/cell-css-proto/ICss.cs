using Cells;
using Dodeca.Host;

namespace Dodeca.Css;

/// <summary>Stylesheets. Whoever asks serves <see cref="IUrlHost"/>.</summary>
[CellContract("css")]
public interface ICss
{
    /// <summary>Puts the addresses of what a stylesheet refers to into it, and makes it small.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> RewriteAndMinifyAsync(Stylesheet stylesheet, CallContext context = default);

    /// <summary>Makes a stylesheet small.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> MinifyAsync(Stylesheet stylesheet, CancellationToken cancellation = default);
}

/// <summary>A stylesheet.</summary>
/// <param name="Context">What callbacks say it with; 0 where there are none.</param>
/// <param name="Path">Its file, for messages.</param>
/// <param name="Css">What stands in it.</param>
[CellMessage]
public sealed partial record Stylesheet(ulong Context, string Path, string Css);
