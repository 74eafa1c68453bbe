namespace Cells.Transports.Sockets;

/// <summary>The requests of which the peer may have nothing yet, and where in all that is sent each begins. Guarded by its link's gate.</summary>
internal sealed class SentRequests
{
    private Sent[] _all = new Sent[64];
    private int _head;
    private int _count;

    /// <summary>Notes a request that begins there.</summary>
    internal void Add(uint call, long start)
    {
        if (_count == _all.Length)
            Grow();
        _all[(_head + _count++) & (_all.Length - 1)] = new Sent(call, start);
    }

    /// <summary>The peer has so many bytes.</summary>
    internal void Forget(long taken)
    {
        while (_count > 0 && _all[_head].Start < taken)
        {
            _head = (_head + 1) & (_all.Length - 1);
            _count--;
        }
    }

    /// <summary>The requests of which the peer has nothing.</summary>
    /// <param name="taken">How many bytes it has.</param>
    internal Sent[] Beyond(long taken)
    {
        Forget(taken);
        var beyond = new Sent[_count];
        for (int i = 0; i < _count; i++)
            beyond[i] = _all[(_head + i) & (_all.Length - 1)];
        return beyond;
    }

    private void Grow()
    {
        var larger = new Sent[_all.Length * 2];
        for (int i = 0; i < _count; i++)
            larger[i] = _all[(_head + i) & (_all.Length - 1)];
        _all = larger;
        _head = 0;
    }

    /// <summary>A request.</summary>
    /// <param name="Call">Its call.</param>
    /// <param name="Start">How many bytes were sent before it.</param>
    internal readonly record struct Sent(uint Call, long Start);
}
