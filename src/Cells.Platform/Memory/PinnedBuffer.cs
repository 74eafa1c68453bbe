namespace Cells.Platform.Memory;

/// <summary>
/// Memory that never moves and starts at a multiple of 64 bytes. The garbage collector owns it: a stale reference reads wrong
/// bytes but never unmapped ones.
/// </summary>
public sealed class PinnedBuffer
{
    private const int Alignment = 64;
    private readonly byte[] _array;
    private readonly int _start;

    /// <summary>Allocates.</summary>
    /// <param name="capacity">Size in bytes.</param>
    public unsafe PinnedBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _array = GC.AllocateUninitializedArray<byte>(checked(capacity + Alignment), pinned: true);
        fixed (byte* first = _array)
        {
            _start = (int)((nuint)(-(nint)first) % Alignment);
            Address = first + _start;
        }

        Capacity = capacity;
    }

    /// <summary>Size in bytes.</summary>
    public int Capacity { get; }

    /// <summary>All of it.</summary>
    public Span<byte> Span => new(_array, _start, Capacity);

    /// <summary>All of it, as memory.</summary>
    public Memory<byte> Memory => new(_array, _start, Capacity);

    internal unsafe byte* Address { get; }
}
