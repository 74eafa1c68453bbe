using Cells.Binding;

namespace Cells;

/// <summary>What a handler may know of a call beyond its message. Valid until the handler's task completes.</summary>
public readonly struct CallContext
{
    private readonly IncomingCall? _call;

    /// <summary>Made by generated code.</summary>
    public CallContext(IncomingCall call) => _call = call;

    /// <summary>Fires when the caller cancels, its deadline passes or its session ends.</summary>
    public CancellationToken Cancellation => _call?.Cancellation ?? default;

    /// <summary>How long the caller still waits; null where it set no deadline.</summary>
    public TimeSpan? Remaining => _call?.Remaining;

    /// <summary>Who calls.</summary>
    public PeerInfo Peer => _call?.Peer ?? PeerInfo.InProcess;
}
