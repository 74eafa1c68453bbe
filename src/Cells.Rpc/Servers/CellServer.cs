using Cells.Binding;
using Cells.Platform.Sandboxes;
using Cells.Platform.Sockets;
using Cells.Rpc.Protocol;
using Cells.Rpc.Servers;
using Cells.Rpc.Serving;
using Cells.Transports.Frames;
using Cells.Transports.InProcess;
using Cells.Transports.Sockets;
using Microsoft.Extensions.Logging;

namespace Cells.Rpc;

/// <summary>Serves contracts to whoever connects to its sockets.</summary>
public sealed class CellServer : IAsyncDisposable
{
    private readonly CellServerOptions _options;
    private readonly Lock _gate = new();
    private readonly HashSet<CellSession> _sessions = [];
    private readonly List<(Listener Listener, UnixSocket Socket)> _listeners = [];
    private readonly Violators _violators;
    private int _delayed;
    private long _callsOfEnded;
    private bool _draining;

    /// <summary>Creates a server. It serves <c>cell_schema</c> beside what is added.</summary>
    public CellServer(CellServerOptions options)
    {
        _options = options;
        _violators = new Violators(options.ViolationDelay);
        if (options.CreateServices is null)
            Services.AddSchemaSource();
    }

    /// <summary>The cell's name.</summary>
    public string Name => _options.Session.Name;

    /// <summary>What is served. Complete before the first <see cref="Listen"/>.</summary>
    public ServiceTable Services => _options.Session.Services;

    /// <summary>The sessions that are open now.</summary>
    public IReadOnlyList<CellSession> Sessions
    {
        get
        {
            lock (_gate)
                return [.. _sessions];
        }
    }

    /// <summary>How many calls are served now whose handlers did not finish at once, in all sessions.</summary>
    public int CallsInFlight => Sessions.Sum(static session => session.Served.Active);

    /// <summary>How many calls were begun to be served, in all sessions that there have been.</summary>
    public long CallsBegun
    {
        get
        {
            lock (_gate)
                return _callsOfEnded + _sessions.Sum(static session => session.CallsBegun);
        }
    }

    /// <summary>
    /// The handler, of all in this process, that has longest gone on although nobody waits for its call any more: what it serves, and for how long. Null where there is none.
    /// </summary>
    public static (string Method, TimeSpan Age)? LongestAbandoned =>
        AbandonedHandlers.Oldest is { } oldest ? (oldest.Method, TimeSpan.FromMilliseconds(oldest.Milliseconds)) : null;

    /// <summary>Adds a contract's implementation.</summary>
    public CellServer AddService<TContract>(TContract service)
        where TContract : class
    {
        Services.Add(ContractRegistry.CreateDispatcher(service));
        return this;
    }

    /// <summary>Accepts connections on a listening socket, which the server owns from now on.</summary>
    public void Listen(UnixSocket socket)
    {
        var listener = new Listener(socket, Accept, error => _options.Session.Logger.LogError("No connection can be accepted at the moment: {Reason}", error.Message));
        lock (_gate)
            _listeners.Add((listener, socket));
        listener.Start();
    }

    /// <summary>
    /// Leads sessions of this process with itself, in which nothing is called that was added, from their beginning to their end: so that the first callers, and a drain, do not
    /// wait for code to be compiled. Before or after <see cref="Listen"/>; they do not count as sessions of this server.
    /// </summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException">A session cannot be opened in this process.</exception>
    public async ValueTask WarmUpAsync(CancellationToken cancellation = default) => await SessionWarmUp.RunAsync(_options.Session, cancellation);

    /// <summary>Opens a session over a connected socket, as if it had been accepted.</summary>
    public void Accept(UnixSocket connection)
    {
        TimeSpan delay = _violators.IsEmpty ? TimeSpan.Zero : _violators.DelayOf(connection.PeerCredentials.ProcessId);
        if (delay == TimeSpan.Zero)
            AcceptNow(connection);
        else
            _ = AcceptLaterAsync(connection, delay);
    }

    private async Task AcceptLaterAsync(UnixSocket connection, TimeSpan delay)
    {
        Failure? refusal = null;
        if (Interlocked.Increment(ref _delayed) <= _options.MaxSessions)
            await Task.Delay(delay);
        else
            refusal = new Failure((int)CellErrorCode.ResourceExhausted, $"{_options.MaxSessions} connections of processes that broke the protocol wait already (CellServerOptions.MaxSessions).", null);
        Interlocked.Decrement(ref _delayed);
        AcceptNow(connection, refusal);
    }

    private void AcceptNow(UnixSocket connection, Failure? refused = null)
    {
        try
        {
            if ((refused ?? Refusal(connection)) is { } refusal)
                Refuse(connection, refusal);
            else
                Admit(CreateServices(), session => CellSession.Begin(connection, session, connected: false));
        }
        catch (Exception error)
        {
            _options.Session.Logger.LogWarning("A connection failed before it became a session: {Reason}", error.Message);
            connection.Dispose();
        }
    }

    /// <summary>
    /// Accepts no more, serves the calls that were made, and closes each session when its peer has its outcomes, at the latest after
    /// <see cref="CellServerOptions.DrainTimeout"/>.
    /// </summary>
    /// <returns>How many sessions had to be cut off.</returns>
    public ValueTask<int> DrainAsync(CancellationToken cancellation = default) => DrainAsync(replaced: false, cancellation);

    /// <summary>
    /// As <see cref="DrainAsync(CancellationToken)"/>, where another process accepts on the same sockets already: callers who call at the moment go on with this one until they have a session with that.
    /// </summary>
    /// <returns>How many sessions had to be cut off.</returns>
    public ValueTask<int> HandOverAsync(CancellationToken cancellation = default) => DrainAsync(replaced: true, cancellation);

    private async ValueTask<int> DrainAsync(bool replaced, CancellationToken cancellation)
    {
        StopListening();
        CellSession[] open;
        lock (_gate)
        {
            _draining = true;
            open = [.. _sessions];
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_options.DrainTimeout);
        bool[] complete = await Task.WhenAll(open.Select(session => DrainAsync(session, replaced, deadline.Token)));
        return complete.Count(static done => !done);
    }

    /// <summary>Closes everything at once.</summary>
    public ValueTask DisposeAsync()
    {
        StopListening();
        lock (_gate)
            _draining = true;
        foreach (CellSession session in Sessions)
            session.Close(reason: null);
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> DrainAsync(CellSession session, bool replaced, CancellationToken cancellation)
    {
        try
        {
            await session.DrainAsync(replaced, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Failure? Refusal(UnixSocket connection)
    {
        PeerCredentials peer = connection.PeerCredentials;
        if (!_options.Admits(peer))
            return Refused(WhyNotAdmitted(peer));
        if (_options.Refusal is { } reason)
            return Refused(reason);
        lock (_gate)
        {
            return _sessions.Count >= _options.MaxSessions
                ? new Failure((int)CellErrorCode.ResourceExhausted, $"The cell '{Name}' has {_options.MaxSessions} sessions open already (CellServerOptions.MaxSessions).", null)
                : null;
        }
    }

    private string WhyNotAdmitted(PeerCredentials peer)
    {
        if (peer.UserId != PeerCredentials.OwnUserId && peer.UserId != 0)
            return $"User {peer.UserId} may not call the cell '{Name}', which runs as user {PeerCredentials.OwnUserId}. Its genome's [access] can admit others.";
        return ProcessConfinement.IsIn(peer.ProcessId)
            ? $"Process {peer.ProcessId} may not call '{Name}': it is isolated."
            : $"Process {peer.ProcessId} may not call '{Name}', which admits some processes only (CellServerOptions.Admits).";
    }

    private static Failure Refused(string reason) => new((int)CellErrorCode.Refused, reason, null);

    private void Refuse(UnixSocket connection, Failure refusal)
    {
        _options.Session.Logger.LogWarning("A connection was refused: {Reason}", refusal.Message);
        var link = new SocketLink(connection);
        PrefaceWriter.Send(link, PrefaceKind.Refusal, refusal);
        link.Close();
    }

    /// <summary>Opens a session to a caller in this process.</summary>
    /// <exception cref="CellException"><see cref="CellErrorCode.Refused"/>: the server is draining.</exception>
    internal async ValueTask<CellSession> OpenInProcessAsync(SessionOptions caller, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_draining)
                throw new CellException(CellErrorCode.Refused, $"The cell '{Name}' in this process is ending.") { Cell = Name };
        }

        (InProcessLink own, InProcessLink other) = InProcessLink.CreatePair();
        Admit(CreateServices(), session => CellSession.Begin(other, credentials: null, session));
        CellSession opened = CellSession.Begin(own, credentials: null, caller);
        await opened.Opened.WaitAsync(cancellation);
        return opened;
    }

    private SessionServices CreateServices()
    {
        if (_options.CreateServices is not { } create)
            return new SessionServices(Services, Owner: null);
        SessionServices services = create();
        services.Table.AddSchemaSource();
        return services;
    }

    private void Admit(SessionServices services, Func<SessionOptions, CellSession> begin)
    {
        CellSession session = begin(_options.Session with { Services = services.Table });
        bool late;
        lock (_gate)
        {
            late = _draining;
            _sessions.Add(session);
        }

        _ = ForgetWhenClosedAsync(session, services.Owner);
        _ = CloseUnlessGreetedAsync(session);
        if (late)
            _ = DrainAsync(session, replaced: false, CancellationToken.None);
    }

    private async Task ForgetWhenClosedAsync(CellSession session, IAsyncDisposable? owner)
    {
        Exception? reason = await session.Closed;
        if (reason is FrameException or CellException { Code: CellErrorCode.ProtocolViolation } && session.Peer.ProcessId is { } process)
            _violators.Add(process);
        lock (_gate)
        {
            _callsOfEnded += session.CallsBegun;
            _sessions.Remove(session);
        }

        if (owner is null)
            return;
        try
        {
            await owner.DisposeAsync();
        }
        catch (Exception error)
        {
            _options.Session.Logger.LogError(error, "What a session of {Cell} used could not be disposed of", Name);
        }
    }

    private async Task CloseUnlessGreetedAsync(CellSession session)
    {
        TimeSpan limit = _options.Session.Limits.HelloTimeout;
        try
        {
            await session.Opened.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            session.Close(new CellException(CellErrorCode.ProtocolViolation, $"The peer did not introduce itself within {limit.TotalSeconds:0.#} s (SessionLimits.HelloTimeout)."));
        }
        catch (CellException)
        {
            // It ended before; that is logged where it ends.
        }
    }

    private void StopListening()
    {
        lock (_gate)
        {
            foreach ((Listener listener, UnixSocket socket) in _listeners)
            {
                listener.Stop();
                socket.Dispose();
            }

            _listeners.Clear();
        }
    }
}
