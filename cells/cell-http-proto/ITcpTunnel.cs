using System.IO.Pipelines;
using Cells;

namespace Dodeca.Http;

/// <summary>Speaks HTTP/1.1 and WebSocket on connections that another process has accepted. Whoever asks serves <see cref="IContentService"/>.</summary>
[CellContract("tcp_tunnel")]
public interface ITcpTunnel
{
    /// <summary>Serves a connection until either side ends it.</summary>
    /// <param name="peer">Who has connected, as <c>address:port</c>.</param>
    /// <param name="connection">What the connection carries.</param>
    /// <param name="context">The call.</param>
    /// <returns>Why it has ended.</returns>
    ValueTask<TunnelEnd> OpenAsync(string peer, IDuplexPipe connection, CallContext context = default);

    /// <summary>What was found for the caller so far may be another now: it is asked for again.</summary>
    [Idempotent]
    ValueTask ForgetAsync(CallContext context = default);
}

/// <summary>Why a connection is served no more.</summary>
public enum TunnelEnd
{
    /// <summary>One of its sides has closed it.</summary>
    Closed = 0,

    /// <summary>The process is about to end. Between two requests the connection can go on in another one.</summary>
    Draining = 1,
}
