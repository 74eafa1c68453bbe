using Cells;
using Dodeca.Host;

namespace Dodeca.Sass;

/// <summary>Compiles Sass.</summary>
[CellContract("sass")]
public interface ISass
{
    /// <summary>Compiles a stylesheet.</summary>
    /// <param name="files">All files that it may use, by their paths in the folder of stylesheets.</param>
    /// <param name="entry">The one that is compiled.</param>
    /// <param name="cancellation">Ends it.</param>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<CompiledSass> CompileAsync(Dictionary<string, string> files, string entry, CancellationToken cancellation = default);
}

/// <summary>What became of a stylesheet.</summary>
/// <param name="Css">The CSS.</param>
/// <param name="SourceMap">Where each part of it comes from, as JSON.</param>
/// <param name="Used">The paths of the files that it was made of.</param>
[CellMessage]
public sealed partial record CompiledSass(string Css, string SourceMap, List<string> Used);
