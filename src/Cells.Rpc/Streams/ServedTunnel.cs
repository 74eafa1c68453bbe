using System.IO.Pipelines;

namespace Cells.Rpc.Streams;

/// <summary>A tunnel as the handler of a call sees it.</summary>
internal sealed class ServedTunnel : IDuplexPipe
{
    // Who writes sends: another thread would only have to be woken for it.
    private readonly Pipe _outgoing = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly TunnelEnd _end;
    private Task _sending = Task.CompletedTask;

    internal ServedTunnel(TunnelEnd end) => _end = end;

    /// <inheritdoc/>
    public PipeReader Input => _end.Input;

    /// <inheritdoc/>
    public PipeWriter Output => _outgoing.Writer;

    internal TunnelEnd End => _end;

    /// <summary>Begins to send what the handler writes.</summary>
    internal ServedTunnel Begin()
    {
        _sending = _end.SendAsync(_outgoing.Reader);
        return this;
    }

    /// <summary>The handler is done. Completes once all that it wrote is sent, or not wanted.</summary>
    internal async Task CloseAsync()
    {
        await Output.CompleteAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
    }
}
