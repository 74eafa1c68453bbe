using Microsoft.Extensions.Logging;

namespace Cells.Rpc.Serving;

/// <summary>Fires the tokens that handlers and producers were given.</summary>
internal static class HandlerToken
{
    /// <summary>Fires a token; what its callbacks throw is theirs, and ends neither the session nor the process.</summary>
    internal static void Fire(CancellationTokenSource source, ILogger logger)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException error)
        {
            logger.LogWarning(error, "A callback threw that a handler had registered with its token");
        }
    }
}
