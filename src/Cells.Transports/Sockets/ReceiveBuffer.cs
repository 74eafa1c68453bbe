using Cells.Platform.Memory;
using Cells.Transports.Frames;

namespace Cells.Transports.Sockets;

/// <summary>Where a socket's bytes arrive. Frames lie in it whole and aligned; an unfinished one moves to the front when room runs out.</summary>
internal sealed class ReceiveBuffer
{
    /// <summary>Room for three of the largest frames, and small enough to stay in a processor's cache.</summary>
    private const int Bytes = 256 << 10;

    private PinnedBuffer _buffer = new(Bytes);
    private Memory<byte> _memory;
    private int _start;
    private int _end;

    internal ReceiveBuffer() => _memory = _buffer.Memory;

    internal ReadOnlyMemory<byte> Unread => _memory[_start.._end];

    internal Span<byte> Room => _buffer.Span[_end..];

    internal void Received(int bytes) => _end += bytes;

    internal void Consume(int bytes) => _start += bytes;

    /// <summary>Makes room for at least the rest of the largest frame.</summary>
    internal void Compact()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (Bytes - _start < FrameHeader.MaxFrameBytes)
        {
            Unread.Span.CopyTo(_buffer.Span);
            _end -= _start;
            _start = 0;
        }
    }

    /// <summary>Moves what is unread to fresh memory; the old stays as it is for whoever still looks at it.</summary>
    internal void Abandon()
    {
        var fresh = new PinnedBuffer(Bytes);
        Unread.Span.CopyTo(fresh.Span);
        _end -= _start;
        _start = 0;
        _buffer = fresh;
        _memory = fresh.Memory;
    }
}
