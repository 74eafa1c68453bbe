using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Conformance;

/// <summary>The transports that every behaviour is tried over. Adding one is adding a line here.</summary>
public sealed class Transports : TheoryData<string>
{
    public Transports() => AddRange("unix", "inproc");
}

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
        var callerOptions = new SessionOptions { Name = "caller" };
        if (transport == "inproc")
        {
            (CellSession first, CellSession second) = await CellSession.OpenPairAsync(callerOptions, serverOptions);
            return new Peers(first, second, probe);
        }

        (UnixSocket one, UnixSocket other) = UnixSocket.Pair();
        Task<CellSession> server = CellSession.OpenAsync(other, serverOptions).AsTask();
        CellSession caller = await CellSession.OpenAsync(one, callerOptions);
        return new Peers(caller, await server, probe);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        await Caller.Closed.WaitAsync(Patience);
        await Server.Closed.WaitAsync(Patience);
    }
}
