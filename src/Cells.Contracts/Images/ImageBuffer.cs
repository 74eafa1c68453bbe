using Cells.Platform.SharedMemory;

namespace Cells;

/// <summary>
/// The memory of one image, counted: its owner and every session that is still sending it hold it; the last one gives it back.
/// </summary>
public abstract class ImageBuffer
{
    private int _generation;
    private int _holders;
    private int _length;

    /// <summary>Changes whenever the owner gives the image up; a handle with an older one is stale.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>All of its memory, which may be more than the image. Starts at a multiple of 16 bytes. Only for reading where a peer has written it.</summary>
    public abstract Span<byte> Memory { get; }

    /// <summary>The same, for asynchronous code.</summary>
    public abstract Memory<byte> WholeMemory { get; }

    /// <summary>Where other processes can be shown it, if they can.</summary>
    public virtual SharedPlace Place => default;

    /// <summary>What the image refers to and does not contain; null where it is complete in itself. Given up with the memory.</summary>
    public LentLeases? Attachments { get; set; }

    /// <summary>The image's size in bytes; 0 until it is built.</summary>
    public int Length
    {
        get => _length;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, (uint)Memory.Length, nameof(value));
            _length = value;
        }
    }

    /// <summary>The image.</summary>
    public ReadOnlySpan<byte> Bytes => Memory[.._length];

    /// <summary>Holds the memory until <see cref="Release"/>; for whoever sends it.</summary>
    public void Retain() => Interlocked.Increment(ref _holders);

    /// <summary>Ends one hold; the last one recycles the memory.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        Attachments?.Release();
        Attachments = null;

        Recycle();
    }

    /// <summary>The owner gives the image up, once; a stale handle has no effect.</summary>
    /// <param name="generation">The generation of the owner's handle.</param>
    /// <returns>Whether the handle was current.</returns>
    public bool TryGiveUp(int generation)
    {
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            return false;

        Release();
        return true;
    }

    /// <summary>Called when a fresh owner takes the buffer out of its pool.</summary>
    protected void Reset()
    {
        _length = 0;
        _holders = 1;
    }

    /// <summary>Nobody holds the memory any more.</summary>
    protected abstract void Recycle();
}
