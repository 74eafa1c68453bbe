using Cells.Platform.Faults;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// Slots of one size. What is free is known in this process's own memory alone. The slot that has been free for longest is taken first, and a class in use grows before it is
/// short of slots: what the reader's processor still has in its cache costs its writer several times what memory costs that neither has.
/// </summary>
internal sealed class SlotClass(Hub hub, SlotClassLimits limits) : ISlotSource
{
    private readonly Lock _gate = new();
    // Twice what two processors keep in their own caches; measured on two, see docs/shared-memory.md.
    private const int WorkingSetBytes = 8 << 20;

    private readonly Queue<Slot> _free = new();
    private readonly SlotLine _line = new();
    private readonly List<SharedRegion> _regions = [];
    private bool _isClosed;
    private int _takenSinceGrowth;
    private int _inUse;
    private int _peak;

    /// <summary>The size of a slot.</summary>
    internal int SlotBytes => limits.SlotBytes;

    internal SlotClassFigures Figures
    {
        get
        {
            lock (_gate)
                return new SlotClassFigures(limits.SlotBytes, _inUse, _peak, _regions.Count, _line.Total);
        }
    }

    /// <summary>Takes a slot; null where all are in use and there can be no more, or others wait for one.</summary>
    internal Slot? TryTake()
    {
        lock (_gate)
            return _line.Count > 0 ? null : Take();
    }

    /// <inheritdoc/>
    public SlotLine.Place TakeOrJoin(int bytes)
    {
        lock (_gate)
        {
            SlotLine.Place place = _line.Join(bytes);
            if (_line.Count == 1 && Take() is { } slot)
                _line.TryServe(slot);
            return place;
        }
    }

    /// <inheritdoc/>
    public bool TryLeave(SlotLine.Place place)
    {
        lock (_gate)
            return _line.TryLeave(place);
    }

    /// <inheritdoc/>
    public void Return(Slot slot)
    {
        lock (_gate)
        {
            if (_line.TryServe(slot))
                return;
            _inUse--;
            _free.Enqueue(slot);
            FaultPoints.Reach(FaultPoint.SlotReturned);
            if (_isClosed)
                ReleaseUnused();
        }
    }

    /// <summary>No more slots; the regions go with the last one that is in use.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            ReleaseUnused();
        }
    }

    private void ReleaseUnused()
    {
        if (_inUse > 0)
            return;
        _free.Clear();
        foreach (SharedRegion region in _regions)
            hub.Drop(region);
        _regions.Clear();
    }

    /// <summary>Whether the same slots have come round a few times, and are few.</summary>
    private bool IsTooSmall
    {
        get
        {
            int slots = _regions.Count * limits.SlotsPerExtent;
            return _takenSinceGrowth > 4 * slots && (long)slots * limits.SlotBytes < WorkingSetBytes && _regions.Count < limits.MaxExtents;
        }
    }

    private Slot? Take()
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

    private void TryGrow()
    {
        _takenSinceGrowth = 0;
        if (_isClosed || _regions.Count == limits.MaxExtents || hub.TryCreateRegion(limits.SlotBytes * limits.SlotsPerExtent) is not { } region)
            return;
        FaultPoints.Reach(FaultPoint.ExtentCreated);
        _regions.Add(region);
        for (int i = 0; i < limits.SlotsPerExtent; i++)
            _free.Enqueue(new Slot(this, region, i * limits.SlotBytes, limits.SlotBytes));
    }
}
