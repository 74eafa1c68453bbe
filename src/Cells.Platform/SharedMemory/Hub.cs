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
    private int _waiting;
    private readonly LargePieces _large;

    /// <summary>Makes an empty hub.</summary>
    public Hub(HubLimits limits)
    {
        _limits = limits;
        _large = new LargePieces(this);
        _classes = [.. limits.Classes.OrderBy(static one => one.SlotBytes).Select(one => new SlotClass(this, one))];
    }

    /// <summary>The hub of this process.</summary>
    public static Hub Shared { get; } = new(HubLimits.Default);

    /// <summary>How it is at this moment.</summary>
    public HubFigures Figures => new([.. _classes.Select(static one => one.Figures)], Interlocked.Read(ref _committed), _large.InUse, _large.Waits, Interlocked.Read(ref _refused));

    /// <summary>Smaller pieces get no region of their own: making one would take longer than copying them.</summary>
    public const int MinRegionBytes = 256 << 10;

    /// <summary>Takes memory of at least so many bytes, from the class that fits, the next larger one, or a region of its own.</summary>
    /// <returns>Null where there is none to be had.</returns>
    public Slot? TryTake(int bytes)
    {
        if (TryTakeUncounted(bytes) is { } slot)
            return slot;
        Interlocked.Increment(ref _refused);
        return null;
    }

    /// <summary>As <see cref="TryTake"/>; where there is none, waits in line until one is given back.</summary>
    /// <param name="bytes">How much, at least.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TimeoutException">None came in time (<see cref="HubLimits.MaxWait"/>), or too many wait already.</exception>
    public async ValueTask<Slot> TakeAsync(int bytes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (TryTakeUncounted(bytes) is { } slot)
            return slot;
        if (Interlocked.Increment(ref _waiting) > _limits.MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new TimeoutException($"{_limits.MaxWaiting} already wait for shared memory (HubLimits.MaxWaiting).");
        }

        try
        {
            return await TakeInTurnAsync(bytes, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>No more pieces from the classes; their memory goes with the last one that is in use.</summary>
    public void Close()
    {
        foreach (SlotClass one in _classes)
            one.Close();
    }

    internal SharedRegion? TryCreateRegion(int bytes)
    {
        if (Interlocked.Add(ref _committed, bytes) > _limits.MaxBytes || MemoryHeadroom.Bytes() - bytes < _limits.HeadroomBytes)
            return GiveUp(bytes);
        try
        {
            return SharedRegion.Create(bytes);
        }
        catch (PlatformException)
        {
            // The system grants none; whoever asked goes on without.
            return GiveUp(bytes);
        }
    }

    internal void Drop(SharedRegion region)
    {
        Interlocked.Add(ref _committed, -region.Bytes);
        region.Release();
    }

    private SharedRegion? GiveUp(int bytes)
    {
        Interlocked.Add(ref _committed, -bytes);
        return null;
    }

    private Slot? TryTakeUncounted(int bytes)
    {
        int at = ClassOf(bytes);
        Slot? slot = at < _classes.Length ? _classes[at].TryTake() : null;
        slot ??= at + 1 < _classes.Length ? _classes[at + 1].TryTake() : null;
        return slot ?? (bytes >= MinRegionBytes ? _large.TryTake(bytes) : null);
    }

    private async Task<Slot> TakeInTurnAsync(int bytes, CancellationToken cancellation)
    {
        int at = ClassOf(bytes);
        ISlotSource source = at < _classes.Length ? _classes[at] : _large;
        SlotLine.Place place = source.TakeOrJoin(bytes);
        try
        {
            return await place.Task.WaitAsync(_limits.MaxWait, cancellation);
        }
        catch (TimeoutException error)
        {
            // What came at the last moment is taken; else there may be room for a piece of its own by now.
            if (!source.TryLeave(place))
                return await place.Task;
            return TryTakeUncounted(bytes) ?? throw new TimeoutException($"No {bytes} bytes of shared memory were given back within {_limits.MaxWait.TotalSeconds:0.###} s (HubLimits.MaxWait).", error);
        }
        catch (OperationCanceledException)
        {
            if (!source.TryLeave(place))
                (await place.Task).Return();
            throw;
        }
    }

    /// <summary>The class whose slots fit; as many as there are where none does.</summary>
    private int ClassOf(int bytes)
    {
        int at = 0;
        while (at < _classes.Length && _classes[at].SlotBytes < bytes)
            at++;
        return at;
    }
}
