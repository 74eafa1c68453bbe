using System.Buffers.Binary;
using Cells.Transports.Frames;

namespace Cells.Rpc.Streams;

/// <summary>
/// The items of one stream that have come and were not consumed: the reading thread appends to one buffer while the consumer reads another.
/// What it can hold is the credit that its producer has.
/// </summary>
/// <param name="channel">The stream's channel.</param>
/// <param name="ofServer">Whether this side serves the call.</param>
/// <param name="limits">This side's limits.</param>
internal sealed class ItemInbox(ushort channel, bool ofServer, SessionLimits limits)
{
    private const int EntryBytes = 16;
    private const int LargeEntry = -1;
    private const int FirstBytes = 2048 - 2 * EntryBytes;

    private readonly Lock _gate = new();
    private readonly Queue<(PooledImageBuffer Image, int Ungranted)> _large = new();
    private CellSession _session = null!;
    private uint _call;

    // Written by the reading thread.
    private PooledImageBuffer? _filling;
    private int _filled;
    private PooledImageBuffer? _assembling;
    private int _assembled;
    private int _assembledUngranted;
    private int _itemsAllowed = Math.Max(1, limits.StreamItems);
    private int _bytesAllowed = Math.Max(limits.StreamBytes, FrameHeader.MaxPayloadBytes);
    private bool _ended;
    private volatile bool _discarded;
    private Exception? _error;

    // The consumer's.
    private PooledImageBuffer? _reading;
    private int _read;
    private int _readable;
    private PooledImageBuffer? _currentLarge;
    private int _start;
    private int _length;
    private int _consumedItems;
    private int _consumedBytes;
    private bool _abandoned;

    private IThreadPoolWorkItem? _waiter;

    private FrameFlags Side => ofServer ? FrameFlags.OfOutcome : FrameFlags.None;

    private int HalfItems => Math.Max(1, limits.StreamItems / 2);

    private int Window => Math.Max(limits.StreamBytes, FrameHeader.MaxPayloadBytes);

    /// <summary>The item that <see cref="TryNext"/> found; valid until the next look. The consumer only.</summary>
    internal ReadOnlySpan<byte> Current => _currentLarge is { } large ? large.Bytes : _reading!.Memory.Slice(_start, _length);

    /// <summary>The call goes over this session, under this id.</summary>
    internal void Attach(CellSession session, uint call) => (_session, _call) = (session, call);

    /// <summary>Takes a frame with an item or a part of one. The reading thread only.</summary>
    /// <exception cref="FrameException">It is more than the producer has credit for, or no part of what was announced.</exception>
    internal void Receive(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        int grant = 0;
        lock (_gate)
        {
            if (_abandoned || _ended)
                return;
            bool isFirst = _assembling is null;
            if (isFirst && --_itemsAllowed < 0)
                throw new FrameException($"More items of a stream of call {header.Call} than the {limits.StreamItems} that wait for their consumer (SessionLimits.StreamItems).");
            if ((_bytesAllowed -= payload.Length) < 0)
                throw new FrameException($"More bytes of a stream of call {header.Call} than the {Window} that wait for their consumer (SessionLimits.StreamBytes).");

            bool more = (header.Flags & FrameFlags.More) != 0;
            if (isFirst && !more)
            {
                Append(payload);
                Wake();
            }
            else
            {
                grant = Assemble(header, payload, isFirst, more);
            }
        }

        if (grant > 0)
            _session.SendCredit(_call, channel, Side, 0, grant);
    }

    /// <summary>No more items come.</summary>
    /// <param name="error">Why; null where all have come.</param>
    /// <param name="discard">Whether the consumer does not get those that wait for it.</param>
    internal void End(Exception? error, bool discard)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            (_ended, _error) = (true, error);
            DropAssembly();
            if (discard)
            {
                _discarded = true;
                DropFilling();
            }

            Wake();
        }
    }

    /// <summary>Moves to the next item, where one has come or none will. The consumer only.</summary>
    /// <param name="hasItem">Whether there is one; false at the end.</param>
    /// <returns>False: nothing has come; ask for a wake-up.</returns>
    internal bool TryNext(out bool hasItem)
    {
        hasItem = true;
        ReleaseCurrent();
        if (!_discarded && (_read < _readable || TrySwap()))
        {
            Advance();
            return true;
        }

        hasItem = false;
        lock (_gate)
        {
            if (_filled > 0)
                return false;
            if (!_ended)
                return false;
        }

        return _error is null ? true : throw _error;
    }

    /// <summary>Has the consumer woken when something comes. False: something has come already.</summary>
    internal bool TryWait(IThreadPoolWorkItem consumer)
    {
        int items, bytes;
        lock (_gate)
        {
            if (_filled > 0 || _ended)
                return false;
            _waiter = consumer;
            (items, bytes) = TakeGrantWhenIdle();
        }

        if (items > 0 || bytes > 0)
            _session.SendCredit(_call, channel, Side, items, bytes);
        return true;
    }

    /// <summary>The consumer wants no more.</summary>
    /// <returns>Whether more would have come.</returns>
    internal bool Abandon()
    {
        ReleaseCurrent();
        lock (_gate)
        {
            if (_abandoned)
                return false;
            _abandoned = true;
            DropAssembly();
            DropFilling();
            while (_large.TryDequeue(out (PooledImageBuffer Image, int Ungranted) large))
                large.Image.TryGiveUp(large.Image.Generation);
            Release(ref _reading);
            _read = _readable = 0;
            return !_ended;
        }
    }

    /// <summary>Tells the producer that no more is wanted.</summary>
    internal void SendStop() => _session.SendStreamStop(_call, channel, Side);

    private static void Release(ref PooledImageBuffer? buffer)
    {
        buffer?.TryGiveUp(buffer.Generation);
        buffer = null;
    }

    private void Append(ReadOnlySpan<byte> item)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(EntryBytes + FrameHeader.Align(item.Length)), item.Length);
        item.CopyTo(_filling!.Memory[(_filled + EntryBytes)..]);
        _filled += EntryBytes + FrameHeader.Align(item.Length);
    }

    private Span<byte> Room(int bytes)
    {
        if (_filling is null || _filling.Memory.Length < _filled + bytes)
        {
            PooledImageBuffer larger = PooledImageBuffer.Rent(Math.Max(FirstBytes, Math.Max(_filled + bytes, 2 * _filled)));
            _filling?.Memory[.._filled].CopyTo(larger.Memory);
            Release(ref _filling);
            _filling = larger;
        }

        return _filling.Memory[_filled..];
    }

    /// <summary>Adds a part to a large item. Its bytes are granted again as they come, but only while nothing else waits for the consumer.</summary>
    /// <returns>How many bytes to grant.</returns>
    private int Assemble(in FrameHeader header, ReadOnlySpan<byte> payload, bool isFirst, bool more)
    {
        if (isFirst)
        {
            if (header.TotalBytes <= payload.Length)
                throw new FrameException($"An item of a stream of call {header.Call} in parts announces {header.TotalBytes} bytes in all, and its first part has {payload.Length}.");
            if (header.TotalBytes > limits.MaxMessageBytes)
                throw new FrameException($"An item of {header.TotalBytes} bytes; the limit is {limits.MaxMessageBytes} (SessionLimits.MaxMessageBytes).");
            _session.ReserveFragments(header.TotalBytes);
            _assembling = PooledImageBuffer.Rent(header.TotalBytes);
            _assembling.Length = header.TotalBytes;
            _assembled = 0;
        }

        int total = _assembling!.Length;
        if (payload.Length > total - _assembled || more == (payload.Length == total - _assembled))
            throw new FrameException($"An item of a stream of call {header.Call} ends after {_assembled + payload.Length} bytes; {total} were announced.");
        payload.CopyTo(_assembling.Memory[_assembled..]);
        _assembled += payload.Length;
        _assembledUngranted += payload.Length;
        if (!more)
        {
            _session.ReleaseFragments(total);
            BinaryPrimitives.WriteInt32LittleEndian(Room(EntryBytes), LargeEntry);
            _filled += EntryBytes;
            _large.Enqueue((_assembling, _assembledUngranted));
            _assembling = null;
            _assembledUngranted = 0;
            Wake();
            return 0;
        }

        return _waiter is not null && MustGrant(_assembledUngranted) ? TakeAssembledGrant() : 0;
    }

    private bool MustGrant(int bytes) => bytes >= Window / 2 || (bytes > 0 && _bytesAllowed < FrameHeader.MaxPayloadBytes);

    private int TakeAssembledGrant()
    {
        int grant = _assembledUngranted;
        _assembledUngranted = 0;
        _bytesAllowed += grant;
        return grant;
    }

    /// <summary>Nothing waits for the consumer: the producer gets what it may be waiting for.</summary>
    private (int Items, int Bytes) TakeGrantWhenIdle()
    {
        int items = 0, bytes = 0;
        if (_consumedItems >= HalfItems || MustGrant(_consumedBytes))
        {
            (items, bytes) = (_consumedItems, _consumedBytes);
            _consumedItems = _consumedBytes = 0;
            _itemsAllowed += items;
            _bytesAllowed += bytes;
        }

        return (items, MustGrant(_assembledUngranted) ? bytes + TakeAssembledGrant() : bytes);
    }

    private bool TrySwap()
    {
        lock (_gate)
        {
            if (_filled == 0 || _abandoned)
                return false;
            (_reading, _filling) = (_filling, _reading);
            (_read, _readable, _filled) = (0, _filled, 0);
            return true;
        }
    }

    private void Advance()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(_reading!.Memory[_read..]);
        int granted;
        _read += EntryBytes;
        if (length == LargeEntry)
        {
            lock (_gate)
                (_currentLarge, granted) = _large.Dequeue();
        }
        else
        {
            (_start, _length, granted) = (_read, length, length);
            _read += FrameHeader.Align(length);
        }

        _consumedItems++;
        _consumedBytes += granted;
        if (_consumedItems >= HalfItems || _consumedBytes >= Window / 2)
            Grant();
    }

    private void Grant()
    {
        int items, bytes;
        lock (_gate)
        {
            (items, bytes) = (_consumedItems, _consumedBytes);
            _consumedItems = _consumedBytes = 0;
            _itemsAllowed += items;
            _bytesAllowed += bytes;
            if (_ended)
                return;
        }

        _session.SendCredit(_call, channel, Side, items, bytes);
    }

    private void ReleaseCurrent() => Release(ref _currentLarge);

    private void DropAssembly()
    {
        if (_assembling is null)
            return;
        _session.ReleaseFragments(_assembling.Length);
        Release(ref _assembling);
    }

    private void DropFilling()
    {
        _filled = 0;
        Release(ref _filling);
    }

    private void Wake()
    {
        if (_waiter is not { } waiter)
            return;
        _waiter = null;
        ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
    }
}
