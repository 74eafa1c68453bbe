using Cells;
using Dodeca.Host;

namespace Dodeca.Js;

/// <summary>Scripts. Whoever asks serves <see cref="IUrlHost"/>.</summary>
[CellContract("js")]
public interface IJs
{
    /// <summary>Puts the addresses of what its string literals refer to into a script.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> RewriteStringLiteralsAsync(Script script, CallContext context = default);

    /// <summary>Makes a script small.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> MinifyAsync(Script script, CancellationToken cancellation = default);
}

/// <summary>A script.</summary>
/// <param name="Context">What callbacks say it with; 0 where there are none.</param>
/// <param name="Path">Its file, for messages.</param>
/// <param name="Js">What stands in it.</param>
[CellMessage]
public sealed partial record Script(ulong Context, string Path, string Js);
