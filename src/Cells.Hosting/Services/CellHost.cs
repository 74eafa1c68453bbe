using Cells.Binding;
using Cells.Rpc;
using Cells.Rpc.Schemas;
using Cells.Rpc.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cells.Hosting;

/// <summary>The server of an application, with all contracts that it registered.</summary>
internal sealed class CellHost : IAsyncDisposable
{
    private readonly IServiceProvider _provider;
    private readonly CellServiceRegistration[] _registrations;

    public CellHost(IServiceProvider provider, IEnumerable<CellServiceRegistration> registrations, IOptions<CellHostOptions> options, ILoggerFactory loggers)
    {
        _provider = provider;
        _registrations = [.. registrations];
        Options = options.Value;
        Arguments = ProgramArguments.Parse(Environment.GetCommandLineArgs(), Options.Name, Options.RunDirectory);
        Logger = loggers.CreateLogger(CellTelemetry.SourceName);
        var session = new SessionOptions { Name = Arguments.Name, Logger = Logger };
        var server = new CellServerOptions { Session = session, MaxSessions = Options.MaxSessions, DrainTimeout = Options.DrainTimeout };
        Server = new CellServer(
            Array.TrueForAll(_registrations, static registration => registration.Lifetime == CellServiceLifetime.Singleton)
                ? server with { Session = session with { Services = Fill(provider) } }
                : server with { CreateServices = CreateServices });
    }

    internal CellServer Server { get; }

    internal CellHostOptions Options { get; }

    internal ProgramArguments Arguments { get; }

    internal ILogger Logger { get; }

    /// <summary>The contracts.</summary>
    internal IReadOnlyList<ContractDescriptor> Contracts => [ContractRegistry.Describe<ISchemaSource>(), .. _registrations.Select(static registration => registration.Contract)];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private SessionServices CreateServices()
    {
        AsyncServiceScope scope = _provider.CreateAsyncScope();
        return new SessionServices(Fill(scope.ServiceProvider), scope);
    }

    private ServiceTable Fill(IServiceProvider provider)
    {
        var table = new ServiceTable();
        foreach (CellServiceRegistration registration in _registrations)
            table.Add(registration.Create(provider));
        return table;
    }
}
