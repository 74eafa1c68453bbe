using Cells.Platform.Memory;

namespace Cells.Transports.InProcess;

/// <summary>Frames on their way to one side: senders append to one buffer while the reader reads another.</summary>
internal sealed class Inbox
{
    private const int FirstBytes = 64 << 10;

    private readonly object _gate = new();
    private PinnedBuffer _filling = new(FirstBytes);
    private PinnedBuffer _reading = new(FirstBytes);
    private int _filled;
    private int _start;
    private int _end;
    private bool _someoneWaits;
    private volatile bool _closed;

    /// <summary>What was received and not consumed. The reader only.</summary>
    internal ReadOnlyMemory<byte> Unread => _reading.Memory[_start.._end];

    /// <summary>Whether no more will come.</summary>
    internal bool IsClosed => _closed;

    /// <summary>Whether there is something the reader has not taken, or the end.</summary>
    internal bool HasNews
    {
        get
        {
            lock (_gate)
                return _filled > 0 || _closed;
        }
    }

    internal long Bytes
    {
        get
        {
            lock (_gate)
                return _filled;
        }
    }

    /// <summary>Room for a frame; nobody else appends until <see cref="Append"/> or <see cref="Leave"/>.</summary>
    internal Span<byte> Enter(int bytes)
    {
        Monitor.Enter(_gate);
        int needed = checked(_filled + bytes);
        if (needed > _filling.Capacity)
        {
            var larger = new PinnedBuffer(Math.Max(needed, _filling.Capacity * 2));
            _filling.Span[.._filled].CopyTo(larger.Span);
            _filling = larger;
        }

        return _filling.Span.Slice(_filled, bytes);
    }

    internal void Append(int bytes)
    {
        if (!_closed)
            _filled += bytes;
        if (_someoneWaits)
            Monitor.PulseAll(_gate);
        Monitor.Exit(_gate);
    }

    internal void Leave() => Monitor.Exit(_gate);

    internal void Consume(int bytes) => _start += bytes;

    /// <summary>Takes what was appended, once all before it is consumed. The reader only.</summary>
    internal bool TryTake()
    {
        if (_start < _end)
            return true;
        lock (_gate)
        {
            (_filling, _reading) = (_reading, _filling);
            (_start, _end, _filled) = (0, _filled, 0);
        }

        return _end > 0;
    }

    /// <summary>Leaves the memory being read to whoever still looks at it.</summary>
    internal void Abandon()
    {
        var fresh = new PinnedBuffer(_reading.Capacity);
        Unread.Span.CopyTo(fresh.Span);
        _end -= _start;
        _start = 0;
        _reading = fresh;
    }

    internal bool WaitForNews(int timeoutMilliseconds)
    {
        lock (_gate)
        {
            _someoneWaits = true;
            if (_filled == 0 && !_closed)
                Monitor.Wait(_gate, timeoutMilliseconds);
            _someoneWaits = false;
            return _filled > 0 || _closed;
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
