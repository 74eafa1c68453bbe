using Cells.Binding;
using Cells.Rpc;

namespace Cells.Testing;

/// <summary>Hosts services for a unit test: in this process, but through real sessions and images, so that nothing can pass that would fail between processes.</summary>
public sealed class CellTestHost : IAsyncDisposable
{
    private readonly CellSession _caller;
    private readonly CellSession _server;

    private CellTestHost(CellSession caller, CellSession server)
    {
        _caller = caller;
        _server = server;
    }

    /// <summary>The session of the caller, for tests that need more than a client.</summary>
    public CellSession Session => _caller;

    /// <summary>Hosts one service.</summary>
    /// <typeparam name="TContract">The contract.</typeparam>
    /// <param name="service">Its implementation.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async ValueTask<CellTestHost> StartAsync<TContract>(TContract service, CancellationToken cancellation = default)
        where TContract : class
    {
        var options = new SessionOptions { Name = ContractRegistry.Describe<TContract>().Name };
        options.Services.Add(ContractRegistry.CreateDispatcher(service));
        (CellSession caller, CellSession server) = await CellSession.OpenPairAsync(new SessionOptions { Name = "test" }, options, cancellation);
        return new CellTestHost(caller, server);
    }

    /// <summary>A client of the hosted service.</summary>
    /// <exception cref="CellException">The client is of another contract than the one that is hosted.</exception>
    public TClient Connect<TClient>()
        where TClient : ICellClient<TClient> => _caller.CreateClient<TClient>();

    /// <summary>Ends both sides.</summary>
    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _server.DisposeAsync();
    }
}
