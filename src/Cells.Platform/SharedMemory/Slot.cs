using Cells.Platform.Memory;

namespace Cells.Platform.SharedMemory;

/// <summary>A piece of the hub's memory, used by one owner at a time.</summary>
public sealed class Slot
{
    private readonly ISlotSource _source;

    internal Slot(ISlotSource source, SharedRegion region, int offset, int bytes)
    {
        _source = source;
        Place = new SharedPlace(region, offset);
        Memory = region.Slice(offset, bytes);
    }

    /// <summary>Where it lies.</summary>
    public SharedPlace Place { get; }

    /// <summary>All of it.</summary>
    public PinnedBuffer Memory { get; }

    /// <summary>Whether it was never used, so that it holds zeros.</summary>
    public bool IsFresh { get; internal set; } = true;

    /// <summary>What its user keeps with it from one use to the next.</summary>
    public object? Wrapper { get; set; }

    /// <summary>Gives it back. Nobody reads it any more.</summary>
    public void Return()
    {
        IsFresh = false;
        _source.Return(this);
    }
}
