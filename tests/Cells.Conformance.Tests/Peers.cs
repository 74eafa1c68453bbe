using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance;

/// <summary>A served probe and a session to it.</summary>
public sealed class Peers : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Peers(CellSession caller, CellSession server, Probe probe)
    {
        Caller = caller;
        Server = server;
        Probe = probe;
        Client = caller.CreateClient<ProbeClient>();
    }

    public CellSession Caller { get; }

    public CellSession Server { get; }

    public Probe Probe { get; }

    public ProbeClient Client { get; }

    public static async Task<Peers> OpenAsync(string transport, SessionLimits? limits = null)
    {
        var probe = new Probe();
        var serverOptions = new SessionOptions { Name = "probe", Limits = limits ?? SessionLimits.Default };
        serverOptions.Services.Add(ContractRegistry.CreateDispatcher<IProbe>(probe));
        (CellSession caller, CellSession server) = await Transports.OpenAsync(transport, new SessionOptions { Name = "caller" }, serverOptions);
        return new Peers(caller, server, probe);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        await Caller.Closed.WaitAsync(Patience);
        await Server.Closed.WaitAsync(Patience);
    }
}
