using System.IO.Pipelines;
using Cells;

namespace WebTunnel.Contracts;

/// <summary>A web server that takes its connections from whoever accepts them.</summary>
[CellContract("web_server")]
public interface IWebServer
{
    /// <summary>Serves a connection until either side ends it.</summary>
    /// <param name="remoteAddress">Who has connected, as <c>address:port</c>.</param>
    /// <param name="connection">What the connection carries.</param>
    /// <param name="context">The call.</param>
    ValueTask ServeAsync(string remoteAddress, IDuplexPipe connection, CallContext context = default);
}
