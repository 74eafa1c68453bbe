using Cells.Binding;

namespace Cells.Rpc.Streams;

/// <summary>The streams and tunnels of a call that this side serves.</summary>
internal sealed class ServedStreams
{
    private readonly ItemInbox?[] _inboxes;
    private readonly ServedTunnel?[] _tunnels;

    internal ServedStreams(CellSession session, uint call, MethodDescriptor method, SessionLimits limits)
    {
        _inboxes = new ItemInbox?[method.StreamArguments];
        _tunnels = new ServedTunnel?[method.StreamArguments];
        for (int i = 0; i < _inboxes.Length; i++)
        {
            ushort channel = (ushort)(i + 1);
            if (method.Tunnels.Contains(channel))
            {
                _tunnels[i] = new ServedTunnel(new TunnelEnd(channel, ofServer: true, limits));
                _tunnels[i]!.End.Attach(session, call);
            }
            else
            {
                _inboxes[i] = new ItemInbox(channel, ofServer: true, limits);
                _inboxes[i]!.Attach(session, call);
            }
        }

        if (!method.ReturnsStream)
            return;
        Result = new OutgoingStream(channel: 0, ofServer: true);
        Result.Attach(session, call);
    }

    /// <summary>The result, where that is a stream.</summary>
    internal OutgoingStream? Result { get; }

    /// <summary>What sends on a channel; null where nothing does.</summary>
    internal OutgoingStream? Outgoing(ushort channel) => channel == 0 ? Result : Tunnel(channel)?.End.Outgoing;

    /// <summary>The stream among the arguments that has a channel; null where there is none.</summary>
    internal ItemInbox? Inbox(int channel) => channel > 0 && channel <= _inboxes.Length ? _inboxes[channel - 1] : null;

    /// <summary>The tunnel that has a channel; null where there is none.</summary>
    internal ServedTunnel? Tunnel(int channel) => channel > 0 && channel <= _tunnels.Length ? _tunnels[channel - 1] : null;

    /// <summary>The handler is done. Completes once all that it wrote to its tunnels is sent, or not wanted.</summary>
    internal async ValueTask CloseTunnelsAsync()
    {
        foreach (ServedTunnel? tunnel in _tunnels)
        {
            if (tunnel is not null)
                await tunnel.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The call was given up, or is over.</summary>
    /// <param name="why">What those see who still read.</param>
    internal void End(Exception why)
    {
        Result?.Stop();
        foreach (ItemInbox? inbox in _inboxes)
            inbox?.End(why, discard: true);
        foreach (ServedTunnel? tunnel in _tunnels)
            tunnel?.End.End(why);
    }
}
