using Cells.Binding;
using Cells.Rpc.Clients;

namespace Cells.Rpc;

/// <summary>
/// A connection to a cell that outlives sessions: it opens one for the first call, and another when that ends. For programs that make clients of several contracts of
/// one cell, or want to know how it stands; <c>Cell.ConnectAsync</c> is the short way to one client. Safe for any number of threads.
/// </summary>
public sealed class CellConnection : IAsyncDisposable
{
    private readonly ClientChannel _channel;

    private CellConnection(ISessionSource source, SessionLimits limits) => _channel = new ClientChannel(source, session: null, limits);

    /// <summary>The cell's name.</summary>
    public string Cell => _channel.Cell;

    /// <summary>The session in use; null before the first one, and once it can take no more calls.</summary>
    public CellSession? Session => _channel.Session is { IsUsable: true } session ? session : null;

    /// <summary>A connection to a cell by its name, or by its socket.</summary>
    /// <param name="cell">The cell's name; <c>-</c> and <c>_</c> are the same.</param>
    /// <param name="options">Where to look and how long.</param>
    public static CellConnection To(string cell, ConnectOptions options) => new(new SessionConnector(cell, options), options.Session.Limits);

    /// <summary>A connection to a server in this process. Calls go through images, as between processes.</summary>
    /// <param name="server">The server; it need not listen.</param>
    /// <param name="options">How this side presents itself.</param>
    public static CellConnection InProcess(CellServer server, ConnectOptions options) => new(new InProcessSource(server, options), options.Session.Limits);

    /// <summary>Opens a session unless there is one that takes calls.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException">It cannot be opened; says why.</exception>
    public Task ConnectAsync(CancellationToken cancellation = default) => _channel.ConnectAsync(cancellation);

    /// <summary>A client of the cell, for as long as this connection lives; disposing it ends the connection.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    public TClient CreateClient<TClient>()
        where TClient : ICellClient<TClient> => TClient.Create(new CellInvoker(_channel, CallOptions.Default));

    /// <summary>Ends the connection; calls that wait fail.</summary>
    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}
