using Cells.Platform.Memory;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.Links;

namespace Cells.Transports.Sockets;

/// <summary>What waits to be sent on one socket, in order. Guarded by its link's gate.</summary>
internal sealed class SendQueue
{
    private readonly Queue<LargeImage> _large = new();
    private readonly SentRequests _requests = new();
    private Entry[] _entries = new Entry[256];
    private int _head;
    private int _count;
    private int _headSent;
    private int _inFlight;
    private SendSegment _segment = new();
    private int _reserved;
    private long _added;
    private long _sent;

    /// <summary>How many bytes of whole frames wait, without what is left of large images.</summary>
    internal long ReadyBytes { get; private set; }

    /// <summary>How many bytes wait in all.</summary>
    internal long Bytes { get; private set; }

    /// <summary>How many bytes were built where the peer reads them, and are not shown to it yet: before all that waits here.</summary>
    internal int Built { get; private set; }

    /// <summary>Whether anything is to be sent or shown.</summary>
    internal bool Waits => Built > 0 || !IsEmpty;

    internal bool IsEmpty => _count == 0 && _large.Count == 0;

    /// <summary>How many frames were added since the queue was last empty or sent from.</summary>
    internal int FramesSinceSend { get; private set; }

    internal Span<byte> Reserve(int bytes)
    {
        if (_segment.Used + bytes > SendSegment.Bytes)
            NextSegment();
        _reserved = bytes;
        return _segment.Buffer.Span.Slice(_segment.Used, bytes);
    }

    internal void CommitReserved()
    {
        if (FrameHeader.IsRequest(_segment.Buffer.Span.Slice(_segment.Used, _reserved), out uint call))
            _requests.Add(call, _added);
        Add(_segment.Buffer, _segment.Used, _reserved, _segment, image: null);
        _segment.Used += _reserved;
        FramesSinceSend++;
    }

    /// <summary>Notes a frame that the channel has already, and that the peer is shown with the next <see cref="Shown"/>.</summary>
    internal void AddBuilt(ReadOnlySpan<byte> frame)
    {
        if (FrameHeader.IsRequest(frame, out uint call))
            _requests.Add(call, _added);
        _added += frame.Length;
        _sent += frame.Length;
        Built += frame.Length;
        FramesSinceSend++;
    }

    /// <summary>The peer was shown what was built.</summary>
    internal void Shown(ByteChannel channel)
    {
        Built = 0;
        FramesSinceSend = 0;
        _requests.Forget(channel.SeenTaken(_sent));
    }

    internal void AddImage(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata)
    {
        if (image is not PooledImageBuffer pooled)
        {
            AddForeign(header, image, metadata);
            return;
        }

        pooled.Retain();
        int padded = FrameHeader.Align(pooled.Length);
        pooled.Memory[pooled.Length..padded].Clear();
        if (pooled.Length > FrameHeader.MaxPayloadBytes)
        {
            // Its beginning stands before whatever is said of it later, such as that it is no longer wanted.
            Bytes += padded;
            AddFragment(new LargeImage(header, pooled, metadata));
            return;
        }

        AddHeader(header with { PayloadBytes = pooled.Length }, metadata.Span);
        if (padded > 0)
            Add(pooled.Pinned, 0, padded, segment: null, pooled);
        else
            pooled.Release();
    }

    /// <summary>Fills the pieces for one call of the socket. Nothing of it moves until <see cref="Sent"/>.</summary>
    internal void Collect(SendPieces pieces, int maxBytes)
    {
        pieces.Clear();
        while (ReadyBytes < maxBytes && _large.Count > 0)
            AddFragment(_large.Dequeue());

        int skip = _headSent;
        for (_inFlight = 0; _inFlight < _count && pieces.Bytes < maxBytes; _inFlight++)
        {
            ref readonly Entry entry = ref EntryAt(_inFlight);
            if (!pieces.TryAdd(entry.Buffer, entry.Offset + skip, entry.Length - skip))
                break;
            skip = 0;
        }

        FramesSinceSend = 0;
    }

    /// <summary>So many bytes have left.</summary>
    internal void Sent(int bytes, ByteChannel channel)
    {
        _inFlight = 0;
        _sent += bytes;
        _requests.Forget(channel.SeenTaken(_sent));
        ReadyBytes -= bytes;
        Bytes -= bytes;
        while (bytes > 0)
        {
            ref readonly Entry entry = ref EntryAt(0);
            int left = entry.Length - _headSent;
            if (bytes < left)
            {
                _headSent += bytes;
                return;
            }

            bytes -= left;
            RemoveHead();
        }
    }

    /// <summary>The requests that the peer provably has not, now that the connection ends.</summary>
    /// <param name="channel">Where the rest went.</param>
    /// <param name="byPeer">Whether it was the peer that ended it.</param>
    internal List<UntakenRequest> TakeUntaken(ByteChannel channel, bool byPeer)
    {
        var untaken = new List<UntakenRequest>();
        long shown = _sent - Built;
        foreach (SentRequests.Sent request in _requests.TakeBeyond(byPeer ? channel.TakenAtEnd(shown) : shown))
            untaken.Add(new UntakenRequest(request.Call, Read(channel, request.Start)));
        return untaken;
    }

    /// <summary>Forgets everything and gives the images back.</summary>
    internal void Clear()
    {
        _inFlight = 0;
        while (_count > 0)
            RemoveHead();
        while (_large.TryDequeue(out LargeImage? large))
            large.Image.Release();
        ReadyBytes = Bytes = 0;
        Built = 0;
    }

    /// <summary>The image of a request that was added; null where it came in parts.</summary>
    private ImageBuffer? Read(ByteChannel channel, long start)
    {
        Span<byte> head = stackalloc byte[FrameHeader.Bytes + FrameHeader.PreludeBytes];
        head = head[..(int)Math.Min(head.Length, _added - start)];
        if (!TryCopy(channel, start, head) || FrameHeader.Peek(head) is not { } header || (header.Flags & FrameFlags.More) != 0 || header.FrameBytes > _added - start)
            return null;
        PooledImageBuffer payload = PooledImageBuffer.Rent(header.PayloadBytes);
        bool isThere = TryCopy(channel, start + header.PayloadStart, payload.Memory[..header.PayloadBytes]);
        payload.Length = header.PayloadBytes;
        if (isThere && (header.Flags & FrameFlags.Leases) == 0)
            return payload;
        ImageBuffer? lent = isThere ? channel.Lender?.FindLent(payload.Bytes) : null;
        payload.TryGiveUp(payload.Generation);
        return lent;
    }

    /// <summary>Copies what was added, from where it is now. False: it is nowhere any more.</summary>
    private bool TryCopy(ByteChannel channel, long start, Span<byte> destination)
    {
        int inChannel = (int)Math.Clamp(_sent - start, 0, destination.Length);
        if (inChannel > 0 && !channel.TryReadSent(start, destination[..inChannel]))
            return false;
        Span<byte> rest = destination[inChannel..];
        long at = _sent - _headSent;
        for (int i = 0; i < _count && !rest.IsEmpty; i++)
        {
            ref readonly Entry entry = ref EntryAt(i);
            long wanted = start + (destination.Length - rest.Length);
            if (wanted < at + entry.Length)
            {
                int skip = (int)(wanted - at);
                int part = Math.Min(rest.Length, entry.Length - skip);
                entry.Buffer.Span.Slice(entry.Offset + skip, part).CopyTo(rest);
                rest = rest[part..];
            }

            at += entry.Length;
        }

        return rest.IsEmpty;
    }

    private void AddHeader(in FrameHeader header, ReadOnlySpan<byte> metadata)
    {
        header.Write(Reserve(header.PayloadStart), metadata);
        CommitReserved();
    }

    /// <summary>An image in memory that the socket cannot send from is copied.</summary>
    private void AddForeign(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata)
    {
        PooledImageBuffer copy = PooledImageBuffer.Rent(image.Length);
        image.Bytes.CopyTo(copy.Memory);
        copy.Length = image.Length;
        AddImage(header, copy, metadata);
        copy.TryGiveUp(copy.Generation);
    }

    /// <summary>The next fragment of a large image; several take turns.</summary>
    private void AddFragment(LargeImage large)
    {
        int left = large.Image.Length - large.Sent;
        int now = Math.Min(left, FrameHeader.MaxPayloadBytes);
        FrameFlags more = left > now ? FrameFlags.More : FrameFlags.None;
        FrameFlags outcome = large.Header.Kind == FrameKind.Request ? FrameFlags.None : FrameFlags.OfOutcome;
        FrameHeader header = large.Sent == 0
            ? large.Header with { PayloadBytes = now, Flags = large.Header.Flags | FrameFlags.Prelude | more, TotalBytes = large.Image.Length }
            : new FrameHeader(now, FrameKind.Fragment, more | outcome, 0, large.Header.Call);
        int padded = FrameHeader.Align(now);
        Bytes -= padded;
        AddHeader(header, large.Sent == 0 ? large.Metadata.Span : default);
        if (more != FrameFlags.None)
            large.Image.Retain();
        Add(large.Image.Pinned, large.Sent, padded, segment: null, large.Image);
        large.Sent += now;
        if (more != FrameFlags.None)
            _large.Enqueue(large);
    }

    private void Add(PinnedBuffer buffer, int offset, int length, SendSegment? segment, PooledImageBuffer? image)
    {
        ReadyBytes += length;
        Bytes += length;
        _added += length;
        if (segment is not null && _count > _inFlight)
        {
            ref Entry last = ref EntryAt(_count - 1);
            if (ReferenceEquals(last.Segment, segment) && last.Offset + last.Length == offset)
            {
                last.Length += length;
                return;
            }
        }

        if (_count == _entries.Length)
            Grow();
        if (segment is not null)
            segment.Entries++;
        EntryAt(_count++) = new Entry { Buffer = buffer, Offset = offset, Length = length, Segment = segment, Image = image };
    }

    private void RemoveHead()
    {
        ref Entry entry = ref EntryAt(0);
        entry.Image?.Release();
        if (entry.Segment is { } segment && --segment.Entries == 0)
            Recycle(segment);
        entry = default;
        _head = (_head + 1) & (_entries.Length - 1);
        _count--;
        _headSent = 0;
    }

    private void NextSegment()
    {
        SendSegment full = _segment;
        _segment = SpareSegments.Take();
        if (full.Entries == 0)
            Recycle(full);
    }

    private void Recycle(SendSegment segment)
    {
        segment.Used = 0;
        if (!ReferenceEquals(segment, _segment))
            SpareSegments.Return(segment);
    }

    private ref Entry EntryAt(int index) => ref _entries[(_head + index) & (_entries.Length - 1)];

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        for (int i = 0; i < _count; i++)
            larger[i] = EntryAt(i);
        _entries = larger;
        _head = 0;
    }

    private struct Entry
    {
        public PinnedBuffer Buffer;
        public int Offset;
        public int Length;
        public SendSegment? Segment;
        public PooledImageBuffer? Image;
    }

    private sealed class LargeImage(FrameHeader header, PooledImageBuffer image, ReadOnlyMemory<byte> metadata)
    {
        public FrameHeader Header { get; } = header;

        public PooledImageBuffer Image { get; } = image;

        public ReadOnlyMemory<byte> Metadata { get; } = metadata;

        public int Sent { get; set; }
    }
}
