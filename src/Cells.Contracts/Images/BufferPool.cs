using Cells.Platform.Threads;

namespace Cells;

/// <summary>Free buffers of one size, the last used on top. Any thread.</summary>
/// <param name="capacity">How many are kept at most.</param>
/// <param name="create">Makes one more.</param>
internal sealed class BufferPool(int capacity, Func<BufferPool, PooledImageBuffer> create)
{
    /// <summary>What was not needed for as long goes.</summary>
    private const int KeepMilliseconds = 5_000;

    private ShortLock _gate;
    private readonly PooledImageBuffer?[] _free = new PooledImageBuffer?[capacity];
    private int _count;

    // How many nobody has needed since then: the fewest that were free.
    private int _unneeded;
    private long _since = Environment.TickCount64;

    internal PooledImageBuffer Take()
    {
        using (_gate.Hold())
        {
            if (_count > 0)
            {
                PooledImageBuffer buffer = _free[--_count]!;
                _free[_count] = null;
                if (_count < _unneeded)
                    _unneeded = _count;
                return buffer;
            }
        }

        return create(this);
    }

    internal void Return(PooledImageBuffer buffer)
    {
        using (_gate.Hold())
        {
            if (_count < _free.Length)
                _free[_count++] = buffer;
        }
    }

    /// <summary>Leaves to the garbage collector what nobody has needed for some time.</summary>
    internal void Trim()
    {
        long now = Environment.TickCount64;
        using (_gate.Hold())
        {
            if (now - _since < KeepMilliseconds)
                return;

            // They lie at the bottom.
            _count -= _unneeded;
            Array.Copy(_free, _unneeded, _free, 0, _count);
            Array.Clear(_free, _count, _unneeded);
            (_unneeded, _since) = (_count, now);
        }
    }
}
