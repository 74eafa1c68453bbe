using System.Diagnostics.CodeAnalysis;
using Cells.Binding;
using Cells.Platform.Processes;
using Cells.Platform.Sandboxes;
using Cells.Platform.Sockets;
using Cells.Rpc.Calls;
using Cells.Rpc.Protocol;
using Cells.Rpc.Serving;
using Cells.Rpc.Sessions;
using Cells.Transports.Frames;
using Cells.Transports.InProcess;
using Cells.Transports.Links;
using Cells.Transports.SharedMemory;
using Cells.Transports.Sockets;

namespace Cells.Rpc;

/// <summary>
/// One connection between two peers. Both may serve and call. Safe for any number of threads; a client made of it is only as
/// long-lived as it is.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer; a handler may look at it when the session is over.")]
public sealed partial class CellSession : CallChannel, IDeadlineKeeper
{
    private readonly SessionOptions _options;
    private readonly CallTable _calls = new();
    private readonly WaitingCalls _waiting;
    private readonly FragmentAssembly _fragments;
    private readonly PeerCredentials? _credentials;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goneAway = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RemoteContracts? _remote;
    private int _peerMaxMessageBytes;
    private bool _greeted;
    private Exception? _closeReason;
    private int _isClosed;

    private CellSession(FrameLink link, PeerCredentials? credentials, SessionOptions options)
    {
        Link = link;
        _credentials = credentials;
        _options = options;
        _waiting = new WaitingCalls(options.Limits, method => _remote is { } remote && remote.IsUndecided(method));
        _fragments = new FragmentAssembly(options.Limits);
        Peer = new PeerInfo("", Guid.Empty, credentials?.UserId, credentials?.ProcessId, link.Transport);
    }

    /// <summary>The sessions that are open in this process now, served ones and others, in no order.</summary>
    public static IReadOnlyList<CellSession> OpenInThisProcess => SessionClock.Shared.Open;

    /// <summary>Who is at the other end. Before the peer introduced itself: what the kernel knows.</summary>
    public PeerInfo Peer { get; private set; }

    /// <summary>What the peer serves; empty before it introduced itself.</summary>
    public IReadOnlyList<RemoteContract> RemoteContracts => _remote?.All ?? [];

    /// <summary>Completes when the session has ended, with the reason; null where it ended in order. Never fails.</summary>
    public Task<Exception?> Closed => _closed.Task;

    /// <summary>Completes when no new call is taken because the peer asked for that, or when the session has ended. Never fails.</summary>
    public Task GoneAway => _goneAway.Task;

    /// <summary>Whether calls can be made.</summary>
    public bool IsUsable => Volatile.Read(ref _isClosed) == 0 && !_goneAway.Task.IsCompleted;

    /// <summary>Why the session goes through its socket and not through shared memory; null where it does not. Certain once it is open.</summary>
    public string? WhyNoSharedMemory => Link.WhyNoSharedMemory;

    /// <summary>Whether the peer is shown copies only, and copied from: the options said so, or it was started isolated (<c>isolated</c> in its genome).</summary>
    public bool IsIsolated => _options.Isolated;

    /// <summary>How many system calls the session has made to receive and to send.</summary>
    public (long Receive, long Send) SystemCalls => Link.SystemCalls;

    /// <summary>How the session uses shared memory; null where it goes through its socket.</summary>
    public LaneFigures? LaneFigures => Link.LaneFigures;

    /// <summary>How many bytes wait to be sent to the peer.</summary>
    public long QueuedBytes => Link.QueuedBytes;

    internal FrameLink Link { get; }

    /// <summary>
    /// Where calls go when the session ends that may be made again, with their requests and why: those that provably never began, and those whose requests were kept.
    /// Null: they fail.
    /// </summary>
    internal Action<PendingCall, ImageBuffer, PeerLostException>? Returned { get; set; }

    /// <summary>
    /// Told, by the thread that reads, that another process accepts in the peer's place while calls are made; it has to let the session <see cref="Leave"/> soon. Null: that is done at
    /// once.
    /// </summary>
    internal Action<CellSession>? Replaced { get; set; }

    internal ServedCalls Served { get; } = new();

    /// <summary>Opens a session over a socket that this side has connected. The session owns it from now on.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="options">How this side presents itself.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException">The peer refused, speaks another version or something else, or did not introduce itself in time.</exception>
    public static ValueTask<CellSession> OpenAsync(UnixSocket socket, SessionOptions options, CancellationToken cancellation = default) =>
        OpenedAsync(Begin(socket, options, connected: true), cancellation);

    /// <summary>Opens a session over a socket that this side has accepted, or whose other end is to begin. The session owns it from now on.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static ValueTask<CellSession> AcceptAsync(UnixSocket socket, SessionOptions options, CancellationToken cancellation = default) =>
        OpenedAsync(Begin(socket, options, connected: false), cancellation);

    /// <summary>Opens a session over a socket that this side has connected, as <see cref="OpenAsync"/> does, and blocks: for a program that makes a few calls and ends.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static CellSession Open(UnixSocket socket, SessionOptions options, CancellationToken cancellation = default)
    {
        CellSession session = Begin(socket, options, connected: true);
        try
        {
            if (Task.WaitAny([session._opened.Task], (int)session._options.Limits.HelloTimeout.TotalMilliseconds, cancellation) < 0)
                throw new TimeoutException();
            session._opened.Task.GetAwaiter().GetResult();
            return session;
        }
        catch (TimeoutException error)
        {
            throw session.NotIntroduced(error);
        }
        catch (Exception error)
        {
            session.Close(error);
            throw;
        }
    }

    private static async ValueTask<CellSession> OpenedAsync(CellSession session, CancellationToken cancellation)
    {
        try
        {
            await session._opened.Task.WaitAsync(session._options.Limits.HelloTimeout, cancellation);
            return session;
        }
        catch (TimeoutException error)
        {
            throw session.NotIntroduced(error);
        }
        catch (Exception error)
        {
            session.Close(error);
            throw;
        }
    }

    private CellException NotIntroduced(TimeoutException error)
    {
        Close(error);
        return new CellException(
            CellErrorCode.ConnectFailed,
            $"The peer did not introduce itself within {_options.Limits.HelloTimeout.TotalSeconds:0.#} s (SessionLimits.HelloTimeout).", error);
    }

    /// <summary>Opens a session between two sides in this process.</summary>
    /// <param name="first">How the first side presents itself.</param>
    /// <param name="second">How the second side presents itself.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Both ends.</returns>
    public static async ValueTask<(CellSession First, CellSession Second)> OpenPairAsync(SessionOptions first, SessionOptions second, CancellationToken cancellation = default)
    {
        (InProcessLink one, InProcessLink other) = InProcessLink.CreatePair();
        CellSession firstSession = Begin(one, credentials: null, first);
        CellSession secondSession = Begin(other, credentials: null, second);
        await Task.WhenAll(firstSession._opened.Task, secondSession._opened.Task).WaitAsync(cancellation);
        return (firstSession, secondSession);
    }

    /// <summary>Begins a session without waiting for the peer to introduce itself; calls made before that wait for it.</summary>
    internal static CellSession Begin(UnixSocket socket, SessionOptions options, bool connected)
    {
        PeerCredentials credentials = socket.PeerCredentials;
        if (!connected && options.SharedMemory && !options.Isolated && ProcessConfinement.IsIn(credentials.ProcessId))
            options = options with { Isolated = true };
        if (options.Isolated)
            ProcessPrivacy.Hide();
        SocketLink link = !connected
            ? SocketLink.AcceptSharedMemory(socket, options.SharedMemory, options.Isolated)
            : options.SharedMemory
            ? SocketLink.OfferSharedMemory(socket, options.Isolated)
            : new SocketLink(socket, "This side has shared memory turned off.");
        return Begin(link, credentials, options);
    }

    internal static CellSession Begin(FrameLink link, PeerCredentials? credentials, SessionOptions options)
    {
        var session = new CellSession(link, credentials, options);
        SessionClock.Shared.Opened(session);
        session.SendHello();
        link.Start(session);
        return session;
    }

    /// <summary>Completes when the peer has introduced itself; fails where it will not.</summary>
    internal Task Opened => _opened.Task;

    /// <summary>A client of the peer for as long as this session lives.</summary>
    public TClient CreateClient<TClient>()
        where TClient : ICellClient<TClient> => TClient.Create(new CellInvoker(this, CallOptions.Default));

    /// <inheritdoc/>
    public override bool Lends => Link.Lends;

    /// <inheritdoc/>
    public override ImageBuffer Rent(int bytes) => Link.Rent(bytes);

    /// <summary>Ends the session; calls that wait fail with <see cref="PeerLostException"/>.</summary>
    public override ValueTask DisposeAsync()
    {
        Close(reason: null);
        return ValueTask.CompletedTask;
    }

    internal void ThrowIfTooLarge(ImageBuffer image, string what, string method)
    {
        if (image.Length > Volatile.Read(ref _peerMaxMessageBytes))
        {
            throw new CellException(
                CellErrorCode.ResourceExhausted,
                $"The {what} of {method} has {image.Length} bytes; the peer takes at most {_peerMaxMessageBytes} (SessionLimits.MaxMessageBytes).")
            { Cell = Peer.Cell, Method = method };
        }
    }

    private void SendHello()
    {
        var contracts = new List<HelloContract>(_options.Services.Dispatchers.Count);
        foreach (CellDispatcher dispatcher in _options.Services.Dispatchers)
        {
            ContractDescriptor contract = dispatcher.Contract;
            contracts.Add(new HelloContract(contract.Name, contract.Hash.Lower, contract.Hash.Upper, [.. contract.Methods.Select(method => method.Name)]));
        }

        var hello = new Hello(_options.Name, _options.Instance, _options.Limits.MaxCallsInFlight, _options.Limits.MaxMessageBytes, contracts)
        {
            StreamItems = Math.Max(1, _options.Limits.StreamItems),
            StreamBytes = Math.Max(FrameHeader.MaxPayloadBytes, _options.Limits.StreamBytes),
        };
        PrefaceWriter.Send(Link, PrefaceKind.Hello, hello);
    }
}
