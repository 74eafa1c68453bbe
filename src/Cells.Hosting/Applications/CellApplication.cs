using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cells.Hosting;

/// <summary>A cell's program over the generic host.</summary>
public sealed class CellApplication : IDisposable, IAsyncDisposable
{
    private readonly IHost _host;

    internal CellApplication(IHost host) => _host = host;

    /// <summary>What was registered.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Serves until the supervisor, SIGINT, SIGTERM or the token ends it: then it drains.</summary>
    /// <param name="cancellation">Drains and ends.</param>
    /// <returns>The program's exit code: 0 after a drain, 1 where it could not start.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        string? name = Services.GetRequiredService<IOptions<CellHostOptions>>().Value.Name;
        try
        {
            await _host.RunAsync(cancellation);
            return CellExitCodes.Success;
        }
        catch (Exception error) when (CellExitCodes.IsExpected(error))
        {
            await Console.Error.WriteLineAsync($"{name}: {error.Message}");
            return CellExitCodes.CouldNotStart;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
