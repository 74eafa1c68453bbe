using System.IO.Pipelines;
using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Tunnels;

/// <summary>A served wire and a session to it.</summary>
public sealed class Wires : IAsyncDisposable
{
    private Wires((CellSession Caller, CellSession Server) sessions, Wire wire)
    {
        (Caller, Server) = sessions;
        Wire = wire;
        Client = Caller.CreateClient<WireClient>();
    }

    public CellSession Caller { get; }

    public CellSession Server { get; }

    public Wire Wire { get; }

    public WireClient Client { get; }

    public static async Task<Wires> OpenAsync(string transport, SessionLimits? limits = null)
    {
        var wire = new Wire();
        var server = new SessionOptions { Name = "wire", Limits = limits ?? SessionLimits.Default };
        server.Services.Add(ContractRegistry.CreateDispatcher<IWire>(wire));
        return new Wires(await Transports.OpenAsync(transport, new SessionOptions { Name = "caller", Limits = limits ?? SessionLimits.Default }, server), wire);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        await Caller.Closed.WaitAsync(Peers.Patience);
        await Server.Closed.WaitAsync(Peers.Patience);
    }
}

/// <summary>Two pipes joined: what is passed to the call, and the caller's own end.</summary>
public sealed class PipePair
{
    private readonly Pipe _toTunnel = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe _fromTunnel = new(new PipeOptions(useSynchronizationContext: false));

    public PipePair() => Passed = new End(_toTunnel.Reader, _fromTunnel.Writer);

    public IDuplexPipe Passed { get; }

    public PipeReader Input => _fromTunnel.Reader;

    public PipeWriter Output => _toTunnel.Writer;

    /// <summary>Reads to the end.</summary>
    public async Task<byte[]> ReadAllAsync()
    {
        var all = new MemoryStream();
        await Input.CopyToAsync(all);
        return all.ToArray();
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
