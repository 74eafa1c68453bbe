using System.Numerics;
using Cells.Platform.Memory;
using Cells.Platform.SharedMemory;
using Cells.Platform.Threads;

namespace Cells;

/// <summary>An image buffer in pinned memory, from pools by size, or in memory that other processes can be shown. Sockets send it from where it lies.</summary>
public sealed class PooledImageBuffer : ImageBuffer
{
    /// <summary>The smallest size class in bytes.</summary>
    public const int MinClassBytes = 2048;

    /// <summary>The largest pooled size class in bytes; larger buffers are left to the garbage collector.</summary>
    public const int MaxClassBytes = 16 << 20;

    /// <summary>How many bytes of free buffers one size class keeps at most: 32 MiB. Those that nobody needed for five seconds and longer go with a full garbage collection.</summary>
    public const int MaxFreeBytesPerClass = 32 << 20;

    private static readonly int FirstClass = BitOperations.Log2(MinClassBytes);
    private static readonly BufferPool[] Pools = CreatePools();

    private readonly PinnedBuffer _pinned;
    private readonly BufferPool? _home;
    private readonly Slot? _slot;

    private PooledImageBuffer(PinnedBuffer pinned, BufferPool? home)
    {
        _pinned = pinned;
        _home = home;
    }

    private PooledImageBuffer(Slot slot)
    {
        _pinned = slot.Memory;
        _slot = slot;
    }

    /// <inheritdoc/>
    public override Span<byte> Memory => _pinned.Span;

    /// <inheritdoc/>
    public override Memory<byte> WholeMemory => _pinned.Memory;

    /// <summary>The pinned memory that holds the image from its first byte on.</summary>
    public PinnedBuffer Pinned => _pinned;

    /// <inheritdoc/>
    public override SharedPlace Place => _slot?.Place ?? default;

    /// <summary>Whether its memory was never used, so that it holds zeros.</summary>
    internal bool IsFresh => _slot is { IsFresh: true };

    /// <summary>Takes a buffer of at least <paramref name="bytes"/> rounded up to 16, owned by the caller.</summary>
    public static PooledImageBuffer Rent(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        int needed = Padded(bytes);
        PooledImageBuffer buffer = needed <= MaxClassBytes
            ? Pools[ClassOf(needed)].Take()
            : new PooledImageBuffer(new PinnedBuffer(needed), home: null);
        buffer.Reset();
        return buffer;
    }

    /// <summary>
    /// The same in memory that other processes can be shown, where there is some; otherwise in memory of this process alone, whose bytes are copied on their way.
    /// </summary>
    public static PooledImageBuffer RentShared(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return Hub.Shared.TryTake(Padded(bytes)) is { } slot ? Of(slot) : Rent(bytes);
    }

    /// <summary>The same in the memory of one hub; null where it has none.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="bytes">How many, at least.</param>
    public static PooledImageBuffer? TryRentFrom(Hub hub, int bytes) => hub.TryTake(Padded(bytes)) is { } slot ? Of(slot) : null;

    /// <summary>As <see cref="RentShared"/>, in memory that other processes can be shown and no other: where there is none, waits until some is given back.</summary>
    /// <param name="bytes">How many, at least.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TimeoutException">None was, in time.</exception>
    public static async ValueTask<PooledImageBuffer> RentSharedAsync(int bytes, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return Of(await Hub.Shared.TakeAsync(Padded(bytes), cancellation));
    }

    private static PooledImageBuffer Of(Slot slot)
    {
        var buffer = (PooledImageBuffer)(slot.Wrapper ??= new PooledImageBuffer(slot));
        buffer.Reset();
        return buffer;
    }

    /// <inheritdoc/>
    protected override void Recycle()
    {
        if (_slot is not null)
            _slot.Return();
        else
            _home?.Return(this);
    }

    private static int Padded(int bytes) => checked(bytes + 15) & ~15;

    private static int ClassOf(int bytes) => bytes <= MinClassBytes ? 0 : BitOperations.Log2((uint)bytes - 1) + 1 - FirstClass;

    private static BufferPool[] CreatePools()
    {
        var pools = new BufferPool[ClassOf(MaxClassBytes) + 1];
        for (int i = 0; i < pools.Length; i++)
        {
            int bytes = MinClassBytes << i;
            pools[i] = new BufferPool(Math.Max(2, MaxFreeBytesPerClass / bytes), pool => new PooledImageBuffer(new PinnedBuffer(bytes), pool));
        }

        FullCollection.Follow(static () =>
        {
            foreach (BufferPool pool in Pools)
                pool.Trim();
        });
        return pools;
    }
}
