using System.Diagnostics.CodeAnalysis;
using Cells.Binding;
using Cells.Hosting;
using Cells.Rpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cells;

/// <summary>Adds cells and their clients to applications of the generic host: workers, ASP.NET, cells.</summary>
public static class CellServiceCollectionExtensions
{
    /// <summary>
    /// Adds a client of a cell as a singleton. It connects at its first call and outlives sessions. Options come from the section <c>Cells:Clients:NAME</c>.
    /// </summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="cell">The cell's name.</param>
    /// <param name="configure">Has the last word on the options.</param>
    public static IServiceCollection AddCellClient<TClient>(this IServiceCollection services, string cell, Action<CellClientOptions>? configure = null)
        where TClient : class, ICellClient<TClient>
    {
        OptionsBuilder<CellClientOptions> options = services.AddOptions<CellClientOptions>(cell).BindConfiguration($"{CellHostOptions.Section}:Clients:{cell}");
        if (configure is not null)
            options.Configure(configure);
        services.AddLogging();
        services.TryAddSingleton<CellConnections>();

        // The connection outlives each client: it is shared by all that call the cell, and ended with the application.
        services.AddSingleton(provider => provider.GetRequiredService<CellConnections>().To(cell, TClient.Contract).CreateClient<TClient>());
        return services;
    }

    /// <summary>
    /// Has the application serve a contract, as a cell of its own name: to other processes, and to clients that are placed in this one. Options come from
    /// the section <c>Cells</c>.
    /// </summary>
    /// <typeparam name="TContract">The contract.</typeparam>
    /// <typeparam name="TService">Its implementation, which gets what it needs through its constructor.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="lifetime">How long an implementation lives.</param>
    public static IServiceCollection AddCellService<TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>(
        this IServiceCollection services, CellServiceLifetime lifetime = CellServiceLifetime.Singleton)
        where TContract : class
        where TService : class, TContract
    {
        if (lifetime == CellServiceLifetime.Singleton)
            services.TryAddSingleton<TService>();
        else
            services.TryAddScoped<TService>();
        services.AddSingleton(new CellServiceRegistration(
            ContractRegistry.Describe<TContract>(), lifetime, static provider => ContractRegistry.CreateDispatcher<TContract>(provider.GetRequiredService<TService>())));
        services.AddOptions<CellHostOptions>().BindConfiguration(CellHostOptions.Section);
        services.AddLogging();
        services.TryAddSingleton<CellHost>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CellHostedService>());
        return services;
    }

    /// <summary>Adds a check that is healthy while a session to a cell takes calls or can be opened.</summary>
    /// <typeparam name="TClient">A client that was added for the cell.</typeparam>
    /// <param name="checks">The application's health checks.</param>
    /// <param name="cell">The cell's name.</param>
    /// <param name="failureStatus">What it is called when there is none. Default: unhealthy.</param>
    /// <param name="timeout">How long it may take to open one. Default 1 s.</param>
    public static IHealthChecksBuilder AddCellClient<TClient>(this IHealthChecksBuilder checks, string cell, HealthStatus? failureStatus = null, TimeSpan? timeout = null)
        where TClient : class, ICellClient<TClient> =>
        checks.Add(new HealthCheckRegistration(
            $"cell:{cell}",
            provider => new CellHealthCheck(provider.GetRequiredService<CellConnections>().To(cell, TClient.Contract), timeout ?? TimeSpan.FromSeconds(1)),
            failureStatus,
            tags: null));
}
