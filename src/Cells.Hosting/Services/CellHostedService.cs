using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>Serves while the application runs: under the supervisor that started it, or on a socket of its own.</summary>
/// <param name="host">What is served.</param>
/// <param name="application">Ended where the supervisor ends the cell.</param>
internal sealed partial class CellHostedService(CellHost host, IHostApplicationLifetime application) : IHostedLifecycleService, IAsyncDisposable
{
    private IResidence? _residence;

    /// <summary>Serves when the whole application has started.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!host.Options.Listen)
            return;
        _residence = Residence.Of(host.Server, host.Contracts, host.Arguments, host.Logger, path => Serves(host.Logger, host.Server.Name, path));
        await _residence.StartAsync(cancellationToken);
        _ = EndWithAsync(_residence);
    }

    /// <summary>Drains before anything of the application stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_residence is { } residence)
            await residence.StopAsync(cancellationToken);
        else
            await host.Server.DrainAsync(cancellationToken);
    }

    /// <inheritdoc/>
    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _residence?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cell} serves {Path}")]
    private static partial void Serves(ILogger logger, string cell, string path);

    private async Task EndWithAsync(IResidence residence)
    {
        await residence.Ended;
        application.StopApplication();
    }
}
