namespace Cells.Platform.Memory;

/// <summary>
/// Memory that never moves and starts at a multiple of 64 bytes. A stale reference to it reads wrong bytes but never unmapped ones: the garbage collector owns it, or it
/// lies in a <see cref="SharedMemory.SharedRegion"/>, whose addresses are never given back.
/// </summary>
public sealed unsafe class PinnedBuffer
{
    private const int Alignment = 64;
    private readonly byte[]? _array;
    private readonly int _start;
    private readonly Memory<byte> _native;

    /// <summary>Allocates.</summary>
    /// <param name="capacity">Size in bytes.</param>
    public PinnedBuffer(int capacity)
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

    internal PinnedBuffer(byte* address, int capacity)
    {
        Address = address;
        Capacity = capacity;
        _native = new NativeMemory(address, capacity).Memory;
    }

    /// <summary>Size in bytes.</summary>
    public int Capacity { get; }

    /// <summary>All of it.</summary>
    public Span<byte> Span => _array is { } array ? new(array, _start, Capacity) : new(Address, Capacity);

    /// <summary>All of it, as memory.</summary>
    public Memory<byte> Memory => _array is { } array ? new(array, _start, Capacity) : _native;

    internal byte* Address { get; }
}
