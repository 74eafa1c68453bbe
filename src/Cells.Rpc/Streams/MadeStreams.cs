using System.IO.Pipelines;
using Cells.Binding.Streams;

namespace Cells.Rpc.Streams;

/// <summary>The streams and tunnels of a call that this side makes.</summary>
internal sealed class MadeStreams : CallStreams
{
    private readonly IReadOnlyList<StreamArgument> _arguments;
    private readonly OutgoingStream[] _outgoing;
    private readonly TunnelEnd?[] _tunnels;
    private readonly Lock _gate = new();
    private bool _started;
    private bool _ended;

    /// <summary>Prepares them; nothing is sent yet.</summary>
    /// <param name="arguments">Those among the call's arguments, in the order of their channels.</param>
    /// <param name="limits">This side's limits.</param>
    internal MadeStreams(IReadOnlyList<StreamArgument> arguments, SessionLimits limits)
    {
        _arguments = arguments;
        _tunnels = [.. arguments.Select((argument, i) => argument is TunnelArgument ? new TunnelEnd((ushort)(i + 1), ofServer: false, limits) : null)];
        _outgoing = [.. _tunnels.Select(static (tunnel, i) => tunnel?.Outgoing ?? new OutgoingStream((ushort)(i + 1), ofServer: false))];
    }

    /// <summary>What has come of the result, where that is a stream.</summary>
    internal ItemInbox? Result { get; init; }

    /// <summary>What sends on a channel; null where nothing does.</summary>
    internal OutgoingStream? Outgoing(ushort channel) => channel > 0 && channel <= _outgoing.Length ? _outgoing[channel - 1] : null;

    /// <summary>The tunnel that has a channel; null where there is none.</summary>
    internal TunnelEnd? Tunnel(ushort channel) => channel > 0 && channel <= _tunnels.Length ? _tunnels[channel - 1] : null;

    /// <summary>The call is about to be sent over this session, under this id.</summary>
    internal void Attach(CellSession session, uint call)
    {
        Result?.Attach(session, call);
        for (int i = 0; i < _outgoing.Length; i++)
        {
            if (_tunnels[i] is { } tunnel)
                tunnel.Attach(session, call);
            else
                _outgoing[i].Attach(session, call);
        }
    }

    /// <summary>The call was sent: its streams follow, unless it has its outcome already.</summary>
    internal void Start()
    {
        lock (_gate)
        {
            if (_ended || _started)
                return;
            _started = true;
        }

        for (int i = 0; i < _arguments.Count; i++)
        {
            OutgoingStream outgoing = _outgoing[i];
            if (_arguments[i] is StreamSource source)
            {
                _ = Task.Run(() => SendAsync(outgoing, source));
            }
            else if (_arguments[i] is TunnelArgument { Pipe: { } pipe } && _tunnels[i] is { } tunnel)
            {
                _ = Task.Run(() => tunnel.SendAsync(pipe.Input));
                _ = Task.Run(() => tunnel.DeliverAsync(pipe.Output));
            }
        }
    }

    /// <inheritdoc/>
    public override void End(Exception? error)
    {
        bool wasStarted;
        lock (_gate)
        {
            (_ended, wasStarted) = (true, _started);
        }

        for (int i = 0; i < _outgoing.Length; i++)
        {
            if (_tunnels[i] is { } tunnel)
                tunnel.End(error);
            else
                _outgoing[i].Stop();
        }

        if (!wasStarted)
            _ = Task.Run(() => AbandonAsync(error));
    }

    private static async Task SendAsync(OutgoingStream stream, StreamSource source)
    {
        Exception? failure = null;
        try
        {
            await source.SendAsync(stream);
        }
        catch (Exception error)
        {
            // It goes to the consumer; where that wants no more, the producer was told so and what it throws belongs to nobody.
            failure = error;
        }

        stream.End(failure);
    }

    /// <summary>The call was never sent: whoever waits at the other side of the caller's pipes learns of it.</summary>
    private async Task AbandonAsync(Exception? error)
    {
        foreach (IDuplexPipe pipe in _arguments.OfType<TunnelArgument>().Select(static tunnel => tunnel.Pipe))
        {
            await pipe.Input.CompleteAsync(error);
            await pipe.Output.CompleteAsync(error);
        }
    }
}
