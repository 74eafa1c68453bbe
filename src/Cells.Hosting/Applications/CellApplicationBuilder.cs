using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>Builds a cell's program with what the generic host offers: several services, constructor injection, configuration, logging.</summary>
public sealed class CellApplicationBuilder : IHostApplicationBuilder
{
    private readonly HostApplicationBuilder _builder;

    internal CellApplicationBuilder(string[] args)
    {
        // A cell is restarted rather than configured anew; watching its files would cost each of them a watcher of the system.
        var settings = new ConfigurationManager { ["hostBuilder:reloadConfigOnChange"] = "false" };
        _builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, Configuration = settings });
        ProgramArguments arguments = ProgramArguments.Parse(args);
        _builder.Services.Configure<CellHostOptions>(options =>
        {
            options.Name ??= arguments.Name;
            options.RunDirectory ??= arguments.RunDirectory;
        });

        // A drain has its own deadline; the host waits a little longer than that.
        _builder.Services.AddOptions<HostOptions>().Configure<Microsoft.Extensions.Options.IOptions<CellHostOptions>>(
            static (host, cell) => host.ShutdownTimeout = cell.Value.DrainTimeout + TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc/>
    public IServiceCollection Services => _builder.Services;

    /// <inheritdoc/>
    public IConfigurationManager Configuration => _builder.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _builder.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _builder.Logging;

    /// <inheritdoc/>
    public Microsoft.Extensions.Diagnostics.Metrics.IMetricsBuilder Metrics => _builder.Metrics;

    /// <inheritdoc/>
    IDictionary<object, object> IHostApplicationBuilder.Properties => ((IHostApplicationBuilder)_builder).Properties;

    /// <summary>Serves a contract.</summary>
    /// <typeparam name="TContract">The contract.</typeparam>
    /// <typeparam name="TService">Its implementation.</typeparam>
    /// <param name="lifetime">How long an implementation lives.</param>
    public CellApplicationBuilder AddService<TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>(
        CellServiceLifetime lifetime = CellServiceLifetime.Singleton)
        where TContract : class
        where TService : class, TContract
    {
        Services.AddCellService<TContract, TService>(lifetime);
        return this;
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => _builder.ConfigureContainer(factory, configure);

    /// <summary>Builds the program; nothing is served yet.</summary>
    public CellApplication Build() => new(_builder.Build());
}
