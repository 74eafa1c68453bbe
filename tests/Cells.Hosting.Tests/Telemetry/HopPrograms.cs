using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cells.Hosting.Tests.Telemetry;

/// <summary>The programs of a trace: a caller, and cells that call each other. They export to where the environment says.</summary>
internal static class HopPrograms
{
    /// <summary>The argument that runs a cell.</summary>
    internal const string CellCommand = "hop-cell";

    /// <summary>The argument that runs the caller.</summary>
    internal const string CallerCommand = "hop-caller";

    /// <summary>The argument that runs the caller without telemetry.</summary>
    internal const string SilentCallerCommand = "silent-hop-caller";

    /// <summary>A cell whose handler calls the next one.</summary>
    internal static async Task<int> RunCellAsync(string next, string[] args)
    {
        CellApplicationBuilder builder = Cell.CreateBuilder(args);
        builder.AddService<IHop, Hop>();
        builder.Services.AddCellClient<HopClient>(next);
        Export(builder.Services, args[1]);
        await using CellApplication application = builder.Build();
        return await application.RunAsync();
    }

    /// <summary>A program that calls the first cell once, and prints what came back.</summary>
    internal static async Task<int> RunCallerAsync(int hops)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddCellClient<HopClient>("hop_a");
        Export(builder.Services, "caller");
        using IHost host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(string.Join(' ', await host.Services.GetRequiredService<HopClient>().HopAsync(hops)));
        await host.StopAsync();
        return 0;
    }

    /// <summary>The caller with telemetry switched off, although it listens.</summary>
    internal static Task<int> RunSilentCallerAsync(int hops)
    {
        AppContext.SetSwitch(CellTelemetry.Switch, isEnabled: false);
        return RunCallerAsync(hops);
    }

    private static void Export(IServiceCollection services, string name) =>
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name))
            .WithTracing(static tracing => tracing.AddSource(CellTelemetry.SourceName))
            .WithMetrics(static metrics => metrics.AddMeter(CellTelemetry.MeterName))
            .UseOtlpExporter();

    private sealed class Hop(HopClient next, Microsoft.Extensions.Options.IOptions<CellHostOptions> options) : IHop
    {
        public async ValueTask<List<string>> HopAsync(int left, CancellationToken cancellation = default)
        {
            // What follows runs on another thread, and is still part of the trace.
            await Task.Yield();
            List<string> cells = left > 1 ? await next.HopAsync(left - 1, cancellation) : [];
            cells.Add(options.Value.Name!);
            return cells;
        }
    }
}
