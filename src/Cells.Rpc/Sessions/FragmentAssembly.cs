using Cells.Transports.Frames;

namespace Cells.Rpc.Sessions;

/// <summary>Puts payloads together that come in fragments. Used by the reader, except where said.</summary>
internal sealed class FragmentAssembly(SessionLimits limits)
{
    private readonly Dictionary<ulong, Message> _messages = [];
    private long _bytes;

    /// <summary>Begins a message with its first fragment.</summary>
    /// <exception cref="FrameException">It is too large, or under way already.</exception>
    internal void Begin(in FrameHeader header, CallMetadata metadata, ReadOnlySpan<byte> payload)
    {
        if (header.TotalBytes <= header.PayloadBytes)
            throw new FrameException($"A message in fragments announces {header.TotalBytes} bytes in all, and its first fragment has {header.PayloadBytes}.");
        if (header.TotalBytes > limits.MaxMessageBytes)
            throw new FrameException($"A message of {header.TotalBytes} bytes; the limit is {limits.MaxMessageBytes} (SessionLimits.MaxMessageBytes).");
        ulong key = KeyOf(header.Call, header.Kind != FrameKind.Request);
        Reserve(header.TotalBytes);
        PooledImageBuffer buffer = PooledImageBuffer.Rent(header.TotalBytes);
        if (!_messages.TryAdd(key, new Message(header, metadata, buffer)))
            throw new FrameException($"Call {header.Call} begins a second message before the first is complete.");
        Append(_messages[key], payload);
    }

    /// <summary>Adds a fragment.</summary>
    /// <returns>The whole message and its first header once it is complete; the caller owns the buffer.</returns>
    /// <exception cref="FrameException">It belongs to no message, or is more than was announced.</exception>
    internal (FrameHeader Header, CallMetadata Metadata, PooledImageBuffer Payload, bool IsCancelled)? Add(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        ulong key = KeyOf(header.Call, (header.Flags & FrameFlags.OfOutcome) != 0);
        if (!_messages.TryGetValue(key, out Message? message))
            throw new FrameException($"A fragment of call {header.Call}, which has no message under way.");

        Append(message, payload);
        bool complete = message.Received == message.First.TotalBytes;
        if (complete == ((header.Flags & FrameFlags.More) != 0))
            throw new FrameException($"A message of call {header.Call} ends after {message.Received} bytes; {message.First.TotalBytes} were announced.");
        if (!complete)
            return null;

        _messages.Remove(key);
        Release(message.First.TotalBytes);
        message.Buffer.Length = message.First.TotalBytes;
        return (message.First, message.Metadata, message.Buffer, message.IsCancelled);
    }

    /// <summary>The caller gave the call up whose request is under way, if there is one.</summary>
    internal void CancelRequest(uint call)
    {
        if (_messages.TryGetValue(KeyOf(call, ofOutcome: false), out Message? message))
            message.IsCancelled = true;
    }

    /// <summary>Counts bytes that a peer announces and that are not complete, of items of streams too. Any thread.</summary>
    /// <exception cref="FrameException">They are too many.</exception>
    internal void Reserve(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > limits.MaxFragmentedBytes)
            throw new FrameException($"Unfinished messages of {Volatile.Read(ref _bytes)} bytes in all; the limit is {limits.MaxFragmentedBytes} (SessionLimits.MaxFragmentedBytes).");
    }

    /// <summary>They are complete, or nobody wants them any more.</summary>
    internal void Release(int bytes) => Interlocked.Add(ref _bytes, -bytes);

    private static ulong KeyOf(uint call, bool ofOutcome) => ((ulong)call << 1) | (ofOutcome ? 1UL : 0);

    private static void Append(Message message, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > message.First.TotalBytes - message.Received)
            throw new FrameException($"A message of call {message.First.Call} has more than the {message.First.TotalBytes} bytes that were announced.");
        payload.CopyTo(message.Buffer.Memory[message.Received..]);
        message.Received += payload.Length;
    }

    private sealed class Message(FrameHeader first, CallMetadata metadata, PooledImageBuffer buffer)
    {
        public FrameHeader First { get; } = first;

        public CallMetadata Metadata { get; } = metadata;

        public PooledImageBuffer Buffer { get; } = buffer;

        public int Received { get; set; }

        public bool IsCancelled { get; set; }
    }
}
