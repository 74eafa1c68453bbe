namespace Cells.Transports.Sockets;

/// <summary>The requests of which the peer may have nothing yet, and where in all that is sent each begins. Guarded by its link's gate.</summary>
internal sealed class SentRequests
{
    private readonly Queue<Sent> _all = new();

    /// <summary>Notes a request that begins there.</summary>
    internal void Add(uint call, long start) => _all.Enqueue(new Sent(call, start));

    /// <summary>The peer has so many bytes.</summary>
    internal void Forget(long taken)
    {
        while (_all.TryPeek(out Sent first) && first.Start < taken)
            _all.Dequeue();
    }

    /// <summary>Takes the requests of which the peer has nothing.</summary>
    /// <param name="taken">How many bytes it has.</param>
    internal Sent[] TakeBeyond(long taken)
    {
        Forget(taken);
        Sent[] beyond = [.. _all];
        _all.Clear();
        return beyond;
    }

    /// <summary>A request.</summary>
    /// <param name="Call">Its call.</param>
    /// <param name="Start">How many bytes were sent before it.</param>
    internal readonly record struct Sent(uint Call, long Start);
}
