namespace Cells.Transports.Sockets;

/// <summary>The requests of which the peer may have nothing yet, and where in all that is sent each begins. Guarded by its link's gate.</summary>
internal sealed class SentRequests
{
    private const int FirstCapacity = 16;

    /// <summary>A ring; its length is a power of two. The platform's queue would be compiled for its elements when a process opens its first session.</summary>
    private Sent[] _ring = new Sent[FirstCapacity];
    private int _first;
    private int _count;

    /// <summary>Notes a request that begins there.</summary>
    internal void Add(uint call, long start)
    {
        if (_count == _ring.Length)
            Grow();
        _ring[(_first + _count++) & (_ring.Length - 1)] = new Sent(call, start);
    }

    /// <summary>The peer has so many bytes.</summary>
    internal void Forget(long taken)
    {
        while (_count > 0 && _ring[_first].Start < taken)
        {
            _first = (_first + 1) & (_ring.Length - 1);
            _count--;
        }
    }

    /// <summary>Takes the requests of which the peer has nothing.</summary>
    /// <param name="taken">How many bytes it has.</param>
    internal Sent[] TakeBeyond(long taken)
    {
        Forget(taken);
        var beyond = new Sent[_count];
        CopyTo(beyond);
        _count = 0;
        return beyond;
    }

    private void Grow()
    {
        var larger = new Sent[_ring.Length * 2];
        CopyTo(larger);
        _ring = larger;
        _first = 0;
    }

    private void CopyTo(Sent[] destination)
    {
        for (int i = 0; i < _count; i++)
            destination[i] = _ring[(_first + i) & (_ring.Length - 1)];
    }

    /// <summary>A request.</summary>
    /// <param name="Call">Its call.</param>
    /// <param name="Start">How many bytes were sent before it.</param>
    internal readonly record struct Sent(uint Call, long Start);
}
