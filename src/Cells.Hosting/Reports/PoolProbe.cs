namespace Cells.Hosting;

/// <summary>Finds out whether the thread pool begins what waits for it, without being part of it.</summary>
internal sealed class PoolProbe : IThreadPoolWorkItem
{
    // When the item was queued that the pool has not begun; 0 where it has.
    private long _queuedTick;

    /// <summary>For how long the pool has not begun what was given to it at the latest when this was last asked. Only one may ask at a time.</summary>
    internal int StuckMilliseconds()
    {
        long queued = Volatile.Read(ref _queuedTick);
        if (queued != 0)
            return (int)Math.Min(Environment.TickCount64 - queued, int.MaxValue);
        Volatile.Write(ref _queuedTick, Environment.TickCount64);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return 0;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => Volatile.Write(ref _queuedTick, 0);
}
