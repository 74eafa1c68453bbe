using System.Buffers;
using System.Buffers.Text;

namespace Dodeca.Serving.Connections;

/// <summary>Follows the answers on an HTTP/1.1 connection, to know where each of them ends.</summary>
internal sealed class ResponseTracker
{
    /// <summary>A head that is longer is not followed.</summary>
    private const int MaxHeadBytes = 64 << 10;

    private readonly ArrayBufferWriter<byte> _line = new();
    private State _state = State.Head;
    private long _left;

    private enum State
    {
        /// <summary>The status line and the headers, up to an empty line.</summary>
        Head,

        /// <summary>A body of known length.</summary>
        Body,

        /// <summary>The line that says how long a chunk is.</summary>
        ChunkSize,

        /// <summary>A chunk with the end of its line.</summary>
        Chunk,

        /// <summary>What stands behind the last chunk, up to an empty line.</summary>
        Trailer,

        /// <summary>What has no end that could be known, or is no HTTP any more.</summary>
        Opaque,
    }

    /// <summary>Whether an answer has ended, and no other has begun.</summary>
    internal bool IsBetweenAnswers => _state == State.Head && _line.WrittenCount == 0;

    /// <summary>Whether an answer has said that no other will follow.</summary>
    internal bool HasAnnouncedEnd { get; private set; }

    /// <param name="bytes">What has come.</param>
    /// <param name="isHeadOnly">Whether the request was for the head alone.</param>
    internal void Follow(ReadOnlySpan<byte> bytes, bool isHeadOnly)
    {
        while (!bytes.IsEmpty && _state != State.Opaque)
        {
            if (_state is State.Body or State.Chunk)
            {
                int taken = (int)Math.Min(_left, bytes.Length);
                bytes = bytes[taken..];
                _left -= taken;
                if (_left == 0)
                    _state = _state == State.Body ? State.Head : State.ChunkSize;
                continue;
            }

            // Up to the end of a line, or of all lines of a head; most often it comes in one piece.
            ReadOnlySpan<byte> ending = _state == State.Head ? "\r\n\r\n"u8 : "\r\n"u8;
            int before = _line.WrittenCount;
            ReadOnlySpan<byte> lines = bytes;
            if (before > 0)
            {
                _line.Write(bytes);
                lines = _line.WrittenSpan;
            }

            int at = lines.IndexOf(ending);
            if (at < 0)
            {
                if (before == 0)
                    _line.Write(bytes);
                if (_line.WrittenCount > MaxHeadBytes)
                    _state = State.Opaque;
                return;
            }

            int end = at + ending.Length;
            bytes = bytes[(end - before)..];
            Take(lines[..end], isHeadOnly);
            _line.ResetWrittenCount();
        }
    }

    /// <param name="lines">A whole head, or another line, with its end.</param>
    /// <param name="isHeadOnly">Whether the request was for the head alone.</param>
    private void Take(ReadOnlySpan<byte> lines, bool isHeadOnly)
    {
        switch (_state)
        {
            case State.Head:
                Begin(lines, isHeadOnly);
                break;
            case State.ChunkSize:
                BeginChunk(lines);
                break;
            case State.Trailer when lines.Length == 2:
                _state = State.Head;
                break;
        }
    }

    private void Begin(ReadOnlySpan<byte> head, bool isHeadOnly)
    {
        HasAnnouncedEnd |= System.Text.Ascii.EqualsIgnoreCase(Header(head, "connection"u8), "close"u8);
        int status = head.Length > 12 && Utf8Parser.TryParse(head.Slice(9, 3), out int number, out _) ? number : 0;
        if (status is 0 or 101)
            _state = State.Opaque;
        else if (status < 200 || status is 204 or 304 || isHeadOnly)
            _state = State.Head;
        else if (Header(head, "transfer-encoding"u8).SequenceEqual("chunked"u8))
            _state = State.ChunkSize;
        else if (Utf8Parser.TryParse(Header(head, "content-length"u8), out long length, out _))
            (_state, _left) = length == 0 ? (State.Head, 0) : (State.Body, length);
        else
            _state = State.Opaque;
    }

    private void BeginChunk(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out int length, out _, 'X'))
            _state = State.Opaque;
        else
            (_state, _left) = length == 0 ? (State.Trailer, 0) : (State.Chunk, length + 2L);
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (ReadOnlySpan<byte> rest = head; rest.IndexOf("\r\n"u8) is >= 0 and var length; rest = rest[(length + 2)..])
        {
            ReadOnlySpan<byte> line = rest[..length];
            if (line.Length > name.Length && line[name.Length] == ':' && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return line[(name.Length + 1)..].Trim((byte)' ');
        }

        return [];
    }
}
