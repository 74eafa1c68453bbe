namespace Cells.Binding.Pooling;

/// <summary>
/// Keeps used objects for reuse: a small stack for each thread, and batches that move between threads where one only takes and
/// another only gives back.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
public static class ObjectCache<T>
    where T : class
{
    private const int LocalCapacity = 128;
    private const int Batch = LocalCapacity / 2;
    private const int MaxSharedBatches = 64;

    private static readonly Lock Gate = new();
    private static readonly Stack<T[]> Shared = new();
    private static readonly Stack<T[]> Empty = new();

    [ThreadStatic]
    private static Local? t_local;

    /// <summary>A kept object, or null where there is none.</summary>
    public static T? TryTake()
    {
        Local local = t_local ??= new Local();
        if (local.Count == 0 && !local.Refill())
            return null;

        int last = --local.Count;
        T item = local.Items[last]!;
        local.Items[last] = null;
        return item;
    }

    /// <summary>Keeps an object, or drops it where enough are kept.</summary>
    public static void Return(T item)
    {
        Local local = t_local ??= new Local();
        if (local.Count == LocalCapacity)
            local.Spill();
        local.Items[local.Count++] = item;
    }

    private sealed class Local
    {
        public readonly T?[] Items = new T?[LocalCapacity];
        public int Count;

        public bool Refill()
        {
            lock (Gate)
            {
                if (!Shared.TryPop(out T[]? batch))
                    return false;
                batch.CopyTo(Items.AsSpan());
                Array.Clear(batch);
                Empty.Push(batch);
            }

            Count = Batch;
            return true;
        }

        public void Spill()
        {
            Count -= Batch;
            Span<T?> spilled = Items.AsSpan(Count, Batch);
            lock (Gate)
            {
                if (Shared.Count < MaxSharedBatches)
                {
                    if (!Empty.TryPop(out T[]? batch))
                        batch = new T[Batch];
                    spilled.CopyTo(batch!);
                    Shared.Push(batch);
                }
            }

            spilled.Clear();
        }
    }
}
