namespace Cells.Transports.Links;

/// <summary>
/// The links that a reading thread has written to since it began to handle what it read; they send when it is done with that.
/// Where the thread gets stuck, whoever takes over sends for it.
/// </summary>
public sealed class SendBatch
{
    private const int MaxLinks = 16;

    [ThreadStatic]
    private static SendBatch? t_current;

    private readonly FrameLink?[] _links = new FrameLink?[MaxLinks];

    // The link that the thread reads, known as long as it does: most of what it sends goes there, and no fence is needed to note it.
    private FrameLink? _reading;
    private int _count;
    private int _depth;
    private volatile bool _abandoned;

    /// <summary>The batch that this thread is in, if any.</summary>
    public static SendBatch? Current => t_current is { _depth: > 0, _abandoned: false } batch ? batch : null;

    /// <summary>This thread begins to handle what it read.</summary>
    /// <param name="reading">Where it reads, and where most of what it sends will go. Null where what it sends goes elsewhere.</param>
    public static SendBatch Begin(FrameLink? reading = null)
    {
        SendBatch batch = t_current ??= new SendBatch();
        if (batch._abandoned)
            batch = t_current = new SendBatch();
        if (batch._depth++ == 0)
            batch._reading = reading;
        return batch;
    }

    /// <summary>This thread is done with what it read: everything leaves.</summary>
    public void End()
    {
        if (--_depth > 0)
            return;
        FlushAll();
        _reading = null;
    }

    /// <summary>Everything written so far leaves, and the batch goes on.</summary>
    public void FlushAll()
    {
        _reading?.FlushDeferred();
        while (_count > 0)
        {
            FrameLink? link = _links[--_count];
            _links[_count] = null;
            link?.FlushDeferred();
        }
    }

    /// <summary>The thread of this batch is stuck: sends what it has written, and lets it send at once from now on.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Interlocked.MemoryBarrier();
        _reading?.Flush();
        foreach (FrameLink? link in _links)
            link?.Flush();
    }

    /// <summary>Notes that a link has something to send. False: it must be sent now.</summary>
    internal bool TryDefer(FrameLink link)
    {
        if (_abandoned)
            return false;

        // Where it was known before, whoever abandons the batch finds it, and sends after this thread or is seen to have abandoned it: both hold the link's gate.
        if (ReferenceEquals(link, _reading) || Contains(link))
            return true;
        if (_count == MaxLinks)
            return false;
        _links[_count++] = link;

        // Whoever abandons the batch sets its mark and then looks at the links; this looks at the mark after having added one.
        Interlocked.MemoryBarrier();
        return !_abandoned;
    }

    private bool Contains(FrameLink link)
    {
        for (int i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_links[i], link))
                return true;
        }

        return false;
    }
}
