using System.Collections.Concurrent;
using Cells.Binding;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cells.Hosting;

/// <summary>The connections of an application to the cells that it calls, one for each.</summary>
/// <param name="provider">Where the own services are found, for cells that are placed in this process.</param>
/// <param name="options">How each cell is reached.</param>
/// <param name="loggers">Where sessions log.</param>
internal sealed class CellConnections(IServiceProvider provider, IOptionsMonitor<CellClientOptions> options, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<CellConnection>> _all = new(StringComparer.Ordinal);

    /// <param name="cell">The cell's name.</param>
    /// <param name="contract">A contract that is called there.</param>
    /// <exception cref="InvalidOperationException">The cell is placed in this process, and nothing here serves the contract.</exception>
    internal CellConnection To(string cell, ContractDescriptor contract)
    {
        if (options.Get(cell).Placement == CellPlacement.InProcess && !provider.GetServices<CellServiceRegistration>().Any(registration => registration.Contract.Name == contract.Name))
        {
            throw new InvalidOperationException(
                $"The cell '{cell}' is placed in this process ({CellHostOptions.Section}:Clients:{cell}:Placement), and nothing here serves its contract '{contract.Name}'. Register an implementation with AddCellService.");
        }

        return _all.GetOrAdd(RunDirectory.NormalName(cell), name => new Lazy<CellConnection>(() => Open(cell, name))).Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<CellConnection> connection in _all.Values)
            await connection.Value.DisposeAsync();
    }

    private CellConnection Open(string cell, string name)
    {
        CellClientOptions given = options.Get(cell);
        var connect = new ConnectOptions
        {
            RunDirectory = given.RunDirectory,
            SocketPath = given.SocketPath,
            Timeout = given.Timeout,
            FirstDelay = given.FirstDelay,
            LongestDelay = given.LongestDelay,
            MaxAttempts = given.MaxAttempts,
            HandOverTimeout = given.HandOverTimeout,
            Session = new SessionOptions { Name = provider.GetService<IHostEnvironment>()?.ApplicationName ?? "", Logger = loggers.CreateLogger(CellTelemetry.SourceName) },
        };
        return given.Placement == CellPlacement.InProcess
            ? CellConnection.InProcess(provider.GetRequiredService<CellHost>().Server, connect)
            : CellConnection.To(name, connect);
    }
}
