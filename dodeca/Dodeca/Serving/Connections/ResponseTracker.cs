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

            // Up to the end of a line, or of all lines of a head.
            _line.Write(bytes[..1]);
            bytes = bytes[1..];
            if (_line.WrittenCount > MaxHeadBytes)
                _state = State.Opaque;
            else if (_state == State.Head && _line.WrittenSpan.EndsWith("\r\n\r\n"u8))
                Begin(isHeadOnly);
            else if (_state == State.ChunkSize && _line.WrittenSpan.EndsWith("\r\n"u8))
                BeginChunk();
            else if (_state == State.Trailer && _line.WrittenSpan.EndsWith("\r\n"u8))
                EndTrailerLine();
        }
    }

    private void Begin(bool isHeadOnly)
    {
        ReadOnlySpan<byte> head = _line.WrittenSpan;
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
        _line.ResetWrittenCount();
    }

    private void BeginChunk()
    {
        if (!Utf8Parser.TryParse(_line.WrittenSpan, out int length, out _, 'X'))
            _state = State.Opaque;
        else
            (_state, _left) = length == 0 ? (State.Trailer, 0) : (State.Chunk, length + 2L);
        _line.ResetWrittenCount();
    }

    private void EndTrailerLine()
    {
        if (_line.WrittenCount == 2)
            _state = State.Head;
        _line.ResetWrittenCount();
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        foreach (Range range in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = head[range];
            int colon = line.IndexOf((byte)':');
            if (colon == name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..colon], name))
                return line[(colon + 1)..].Trim((byte)' ');
        }

        return [];
    }
}
