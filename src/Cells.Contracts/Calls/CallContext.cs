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

    /// <summary>
    /// Fires when the cell is asked to end, while the call goes on: a handler that would last, such as of a stream or a tunnel, ends in order then, or is cut off with
    /// its session once the drain's deadline passes.
    /// </summary>
    public CancellationToken Draining => _call?.Draining ?? default;

    /// <summary>How long the caller still waits; null where it set no deadline.</summary>
    public TimeSpan? Remaining => _call?.Remaining;

    /// <summary>What the caller sent beside the request.</summary>
    public CallMetadata Metadata => _call?.Metadata ?? CallMetadata.Empty;

    /// <summary>Who calls.</summary>
    public PeerInfo Peer => _call?.Peer ?? PeerInfo.InProcess;

    /// <summary>
    /// A client of the caller, over the session that the call came on, for as long as that lives; disposing it does not end the session. Its calls are nested in this one:
    /// at most <c>SessionLimits.MaxCallDepth</c> deep.
    /// </summary>
    /// <typeparam name="TClient">The generated client of a contract that the caller serves.</typeparam>
    /// <exception cref="InvalidOperationException">The handler was called without a session.</exception>
    public TClient CreateClient<TClient>()
        where TClient : ICellClient<TClient> =>
        TClient.Create(_call?.CreateInvoker() ?? throw new InvalidOperationException("The handler was called directly; there is no caller to call back."));
}
