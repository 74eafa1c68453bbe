using Cells.Platform.Faults;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// Slots of one size. What is free is known in this process's own memory alone. The slot that has been free for longest is taken first, and a class in use grows before it is
/// short of slots: what the reader's processor still has in its cache costs its writer several times what memory costs that neither has.
/// </summary>
internal sealed class SlotClass(Hub hub, SlotClassLimits limits)
{
    private readonly Lock _gate = new();
    // Twice what two processors keep in their own caches; measured, see docs/shared-memory.md.
    private const int WorkingSetBytes = 8 << 20;

    private readonly Queue<Slot> _free = new();
    private int _takenSinceGrowth;
    private int _extents;
    private int _inUse;
    private int _peak;

    /// <summary>The size of a slot.</summary>
    internal int SlotBytes => limits.SlotBytes;

    internal SlotClassFigures Figures
    {
        get
        {
            lock (_gate)
                return new SlotClassFigures(limits.SlotBytes, _inUse, _peak, _extents);
        }
    }

    /// <summary>Takes a slot; null where all are in use and there can be no more.</summary>
    internal Slot? TryTake()
    {
        lock (_gate)
        {
            if (_free.Count == 0 || IsTooSmall)
                TryGrow();
            if (_free.Count == 0)
                return null;
            _takenSinceGrowth++;
            _peak = Math.Max(_peak, ++_inUse);
            Slot slot = _free.Dequeue();
            FaultPoints.Reach(FaultPoint.SlotTaken);
            return slot;
        }
    }

    internal void Return(Slot slot)
    {
        lock (_gate)
        {
            _inUse--;
            _free.Enqueue(slot);
            FaultPoints.Reach(FaultPoint.SlotReturned);
        }
    }

    /// <summary>Whether the same slots have come round a few times, and are few.</summary>
    private bool IsTooSmall
    {
        get
        {
            int slots = _extents * limits.SlotsPerExtent;
            return _takenSinceGrowth > 4 * slots && (long)slots * limits.SlotBytes < WorkingSetBytes && _extents < limits.MaxExtents;
        }
    }

    private void TryGrow()
    {
        _takenSinceGrowth = 0;
        if (_extents == limits.MaxExtents || hub.TryCreateRegion(limits.SlotBytes * limits.SlotsPerExtent) is not { } region)
            return;
        FaultPoints.Reach(FaultPoint.ExtentCreated);
        _extents++;
        for (int i = 0; i < limits.SlotsPerExtent; i++)
            _free.Enqueue(new Slot(hub, this, region, i * limits.SlotBytes, limits.SlotBytes));
    }
}
