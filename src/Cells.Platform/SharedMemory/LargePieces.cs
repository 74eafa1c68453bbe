using Cells.Platform.Faults;

namespace Cells.Platform.SharedMemory;

/// <summary>Pieces larger than the largest slot, each in a region of its own, which goes with it.</summary>
internal sealed class LargePieces(Hub hub) : ISlotSource
{
    private const int PageBytes = 4096;
    private readonly Lock _gate = new();
    private readonly SlotLine _line = new();
    private int _waiting;
    private int _inUse;

    /// <summary>How many there are.</summary>
    internal int InUse => Volatile.Read(ref _inUse);

    /// <summary>How many have waited for one.</summary>
    internal long Waits
    {
        get
        {
            lock (_gate)
                return _line.Total;
        }
    }

    /// <summary>Makes a piece. Null where there is no memory for it, or others wait for some.</summary>
    internal Slot? TryTake(int bytes) => Volatile.Read(ref _waiting) > 0 ? null : TryMake(bytes);

    /// <inheritdoc/>
    public SlotLine.Place TakeOrJoin(int bytes)
    {
        lock (_gate)
        {
            SlotLine.Place place = _line.Join(bytes);
            _waiting = _line.Count;
            Serve();
            return place;
        }
    }

    /// <inheritdoc/>
    public bool TryLeave(SlotLine.Place place)
    {
        lock (_gate)
        {
            bool left = _line.TryLeave(place);

            // Whoever stood behind it may want less.
            Serve();
            return left;
        }
    }

    /// <inheritdoc/>
    public void Return(Slot slot)
    {
        Interlocked.Decrement(ref _inUse);
        hub.Drop(slot.Place.Region!);

        // Making a large piece takes long, and whoever returns one may read for a whole process.
        if (Volatile.Read(ref _waiting) > 0)
            ThreadPool.UnsafeQueueUserWorkItem(static pieces => pieces.ServeFromPool(), this, preferLocal: false);
    }

    private void ServeFromPool()
    {
        lock (_gate)
            Serve();
    }

    private void Serve()
    {
        while (_line.Count > 0 && TryMake(_line.FirstBytes) is { } made)
            _line.TryServe(made);
        _waiting = _line.Count;
    }

    private Slot? TryMake(int bytes)
    {
        int pages = (bytes + (PageBytes - 1)) & -PageBytes;
        if (pages <= 0 || hub.TryCreateRegion(pages) is not { } region)
            return null;
        FaultPoints.Reach(FaultPoint.LargePieceCreated);
        Interlocked.Increment(ref _inUse);
        return new Slot(this, region, 0, pages);
    }
}
