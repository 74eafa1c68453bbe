using System.IO.Pipelines;

namespace Cells.AspNetCore.Tests;

/// <summary>Serves connections that somebody else accepted.</summary>
[CellContract("web_server")]
public interface IWebServer
{
    /// <summary>Serves one; lasts as long as it does.</summary>
    ValueTask ServeAsync(string remoteAddress, IDuplexPipe connection, CallContext context = default);
}
