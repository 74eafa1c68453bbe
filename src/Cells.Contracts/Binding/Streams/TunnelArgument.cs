using System.IO.Pipelines;

namespace Cells.Binding.Streams;

/// <summary>A tunnel among the arguments of a call that is made.</summary>
/// <param name="pipe">The caller's end: what can be read of it goes through the tunnel, and what comes is written to it. Completed when the call ends.</param>
public sealed class TunnelArgument(IDuplexPipe pipe) : StreamArgument
{
    /// <summary>The caller's end.</summary>
    public IDuplexPipe Pipe { get; } = pipe;
}
