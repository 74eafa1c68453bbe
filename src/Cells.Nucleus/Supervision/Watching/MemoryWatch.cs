using System.Globalization;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>Looks whether a cell's processes keep within their memory. It has no clock of its own: its supervisor's heartbeat drives it.</summary>
/// <param name="interval">How often it looks; the next heartbeat after it.</param>
internal sealed class MemoryWatch(TimeSpan interval)
{
    private readonly Lock _gate = new();
    private readonly List<Watched> _watched = [];
    private long _lookedAt;

    /// <summary>Completes when a process takes more memory than it may.</summary>
    /// <param name="instance">The process, which has a limit.</param>
    /// <param name="over">The watch is over.</param>
    internal async Task<Finding> WatchAsync(CellInstance instance, CancellationToken over)
    {
        var watched = new Watched(instance, new TaskCompletionSource<Finding>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
            _watched.Add(watched);
        try
        {
            return await watched.Found.Task.WaitAsync(over);
        }
        finally
        {
            lock (_gate)
                _watched.Remove(watched);
        }
    }

    /// <summary>Looks, if it is time to.</summary>
    internal void Beat()
    {
        lock (_gate)
        {
            if (_watched.Count == 0 || Environment.TickCount64 - _lookedAt < interval.TotalMilliseconds)
                return;
            _lookedAt = Environment.TickCount64;
            foreach ((CellInstance instance, TaskCompletionSource<Finding> found) in _watched)
            {
                long limit = instance.Spec.MemoryBytes;
                if (ProcessUsage.OwnMemoryBytesOf(instance.Process.ProcessId) is { } bytes && bytes > limit)
                    found.TrySetResult(new Finding(Remedy.Kill, $"it took {MebiBytes(bytes)} of memory, more than its limit of {MebiBytes(limit)} ([limits] memory)"));
            }
        }
    }

    private static string MebiBytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MiB");

    private sealed record Watched(CellInstance Instance, TaskCompletionSource<Finding> Found);
}
