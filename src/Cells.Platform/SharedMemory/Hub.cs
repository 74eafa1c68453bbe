using Cells.Platform.Faults;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// The memory of this process that others may read: slots in classes by size, and a region of its own for each larger piece. It is made as it is needed, and only this process
/// writes to it and knows what of it is in use.
/// </summary>
public sealed class Hub
{
    private readonly HubLimits _limits;
    private readonly SlotClass[] _classes;
    private long _committed;
    private long _refused;
    private int _large;

    /// <summary>Makes an empty hub.</summary>
    public Hub(HubLimits limits)
    {
        _limits = limits;
        _classes = [.. limits.Classes.OrderBy(static one => one.SlotBytes).Select(one => new SlotClass(this, one))];
    }

    /// <summary>The hub of this process.</summary>
    public static Hub Shared { get; } = new(HubLimits.Default);

    /// <summary>How it is at this moment.</summary>
    public HubFigures Figures => new([.. _classes.Select(static one => one.Figures)], Interlocked.Read(ref _committed), Volatile.Read(ref _large), Interlocked.Read(ref _refused));

    /// <summary>Smaller pieces get no region of their own: making one would take longer than copying them.</summary>
    public const int MinRegionBytes = 256 << 10;

    /// <summary>Takes memory of at least so many bytes, from the class that fits, the next larger one, or a region of its own.</summary>
    /// <returns>Null where there is none to be had.</returns>
    public Slot? TryTake(int bytes)
    {
        for (int i = 0; i < _classes.Length; i++)
        {
            if (_classes[i].SlotBytes < bytes)
                continue;
            if ((_classes[i].TryTake() ?? (i + 1 < _classes.Length ? _classes[i + 1].TryTake() : null)) is { } slot)
                return slot;
            break;
        }

        if (bytes >= MinRegionBytes)
            return TakeRegion(bytes);
        Interlocked.Increment(ref _refused);
        return null;
    }

    internal SharedRegion? TryCreateRegion(int bytes)
    {
        if (Interlocked.Add(ref _committed, bytes) > _limits.MaxBytes || MemoryHeadroom.Bytes() - bytes < _limits.HeadroomBytes)
            return Refuse(bytes);
        try
        {
            return SharedRegion.Create(bytes);
        }
        catch (PlatformException)
        {
            // The system grants none; whoever asked goes on without.
            return Refuse(bytes);
        }
    }

    internal void Drop(SharedRegion region)
    {
        Interlocked.Decrement(ref _large);
        Interlocked.Add(ref _committed, -region.Bytes);
        region.Release();
    }

    private SharedRegion? Refuse(int bytes)
    {
        Interlocked.Add(ref _committed, -bytes);
        Interlocked.Increment(ref _refused);
        return null;
    }

    private Slot? TakeRegion(int bytes)
    {
        const int pageBytes = 4096;
        int pages = (bytes + (pageBytes - 1)) & -pageBytes;
        if (pages <= 0 || TryCreateRegion(pages) is not { } region)
            return null;
        FaultPoints.Reach(FaultPoint.LargePieceCreated);
        Interlocked.Increment(ref _large);
        return new Slot(this, home: null, region, 0, pages);
    }
}
