using Cells.Rpc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cells.Hosting;

/// <summary>A cell is well when a session to it takes calls, or can be opened.</summary>
/// <param name="connection">The connection to it.</param>
/// <param name="timeout">How long it may take to open one.</param>
internal sealed class CellHealthCheck(CellConnection connection, TimeSpan timeout) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            await connection.ConnectAsync(patience.Token);
            return HealthCheckResult.Healthy($"A session to '{connection.Cell}' takes calls.");
        }
        catch (CellException error)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, error.Message, error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"No session to '{connection.Cell}' could be opened within {timeout.TotalSeconds:0.###} s.");
        }
    }
}
