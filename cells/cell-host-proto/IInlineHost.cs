using Cells;

namespace Dodeca.Host;

/// <summary>What pages ask their host: to make small what stands in them and is no HTML.</summary>
[CellContract("inline_host")]
public interface IInlineHost
{
    /// <summary>Makes styles and scripts small.</summary>
    /// <param name="context">What they stand in.</param>
    /// <param name="parts">The styles and scripts.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each, in their order; as it was where it cannot be read.</returns>
    [Fault<SourceFault>]
    ValueTask<List<string>> MinifyInlineAsync(ulong context, List<InlinePart> parts, CancellationToken cancellation = default);
}

/// <summary>A style or a script within a page.</summary>
/// <param name="IsScript">Whether it is a script.</param>
/// <param name="Text">What stands between its tags.</param>
[CellMessage]
public sealed partial record InlinePart(bool IsScript, string Text);
