using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Calls;

/// <summary>A session both of whose sides serve a relay.</summary>
public sealed class Relays : IAsyncDisposable
{
    private readonly CellSession _caller;
    private readonly CellSession _server;

    private Relays((CellSession Caller, CellSession Server) sessions, Relay own, Relay other)
    {
        (_caller, _server) = sessions;
        Own = own;
        Other = other;
        Client = _caller.CreateClient<RelayClient>();
    }

    /// <summary>What the calling side serves.</summary>
    public Relay Own { get; }

    /// <summary>What the called side serves.</summary>
    public Relay Other { get; }

    /// <summary>Calls the other side.</summary>
    public RelayClient Client { get; }

    /// <summary>The calling side.</summary>
    public CellSession Session => _caller;

    public static async Task<Relays> OpenAsync(string transport, SessionLimits? own = null, SessionLimits? other = null)
    {
        var ownRelay = new Relay();
        var otherRelay = new Relay();
        return new Relays(await Transports.OpenAsync(transport, Options("own", ownRelay, own), Options("other", otherRelay, other)), ownRelay, otherRelay);
    }

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _server.DisposeAsync();
        await _caller.Closed.WaitAsync(Peers.Patience);
        await _server.Closed.WaitAsync(Peers.Patience);
    }

    private static SessionOptions Options(string name, Relay relay, SessionLimits? limits)
    {
        var options = new SessionOptions { Name = name, Limits = limits ?? SessionLimits.Default };
        options.Services.Add(ContractRegistry.CreateDispatcher<IRelay>(relay));
        return options;
    }
}
