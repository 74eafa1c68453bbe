using Cells.Platform.Faults;
using Cells.Platform.Memory;
using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// Bytes both ways between two processes: each writes one ring, in a region of its own, and reads the other's. Each region also holds its writer's words: how far it has
/// written, how far it has read of the other ring, and what it sleeps for. One thread at a time writes, and one reads.
/// </summary>
/// <remarks>
/// A region: 64-byte lines with <c>u64 written</c>, <c>u64 released</c>, <c>u32 sleeps for bytes</c>, <c>u32 sleeps for room</c>; the ring begins at byte 8192. Nothing in
/// the other's region is believed: its cursors are checked at each look, and sizes come from this side's memory alone. From byte 4096 on stand <see cref="MaxLoans"/> words,
/// <c>u32</c> each: what this side has been lent, and needs no longer.
/// </remarks>
public sealed unsafe class RingPair : IDisposable
{
    /// <summary>How many bytes may be under way in each direction: 128 KiB, so that 24 idle peers take less than 10 MB.</summary>
    public const int CapacityBytes = 128 << 10;

    /// <summary>How many bytes may be written before the peer's ring is there: as many as any socket takes at once, should it come to that.</summary>
    public const int UnattachedBytes = 32 << 10;

    /// <summary>The size of a region.</summary>
    public const int RegionBytes = RingStart + CapacityBytes;

    /// <summary>How much each side can have lent to the other at a time.</summary>
    public const int MaxLoans = 1024;

    /// <summary>
    /// The largest piece that is built in this side's own memory and copied to the ring with the next <see cref="Publish"/>, together with others. A store to the ring has to
    /// fetch its line from the reader's processor, and the next locked instruction waits for that: so once for several pieces, and not for each.
    /// </summary>
    private const int MaxStagedBytes = 512;
    private const int StagingBytes = 4096;

    private const int ReturnedAt = 4096;
    private const int RingStart = ReturnedAt + (MaxLoans * sizeof(uint));
    private const int WrittenAt = 0;
    private const int ReleasedAt = 64;
    private const int SleepsForBytesAt = 128;
    private const int SleepsForRoomAt = 192;

    private readonly SharedRegion _own;
    private readonly byte* _ownAddress;
    private SharedRegion? _peer;
    private int _holders = 1;
    private byte* _peerAddress;
    private readonly PinnedBuffer _staging = new(StagingBytes);
    private ulong _stagedFrom;
    private int _staged;
    private bool _isStaging;
    private ulong _built;
    private ulong _written;
    private ulong _peerReleased;
    private ulong _taken;
    private int _readSinceLook;
    private uint _sleeps;
    private uint _bytesRung;
    private uint _roomRung;
    private uint _returnsRung;

    /// <summary>Creates this side's ring, which is written to from now on.</summary>
    /// <exception cref="PlatformException">The system grants no such memory.</exception>
    public RingPair()
    {
        _own = SharedRegion.Create(RegionBytes);
        _ownAddress = _own.Address;
    }

    /// <summary>What the peer reads.</summary>
    public DescriptorHandle Descriptor => _own.Descriptor;

    /// <summary>How many bytes the peer had read when this side last looked.</summary>
    public long SeenReleased => (long)_peerReleased;

    /// <summary>Looks how many bytes the peer has read. Whatever lies behind them it knows nothing of.</summary>
    /// <exception cref="InvalidDataException">The peer's cursor is impossible.</exception>
    public long LookAtReleased() => (long)(_peerReleased = CheckedReleased());

    /// <summary>Copies what this side has written or built, where it was not written over. Only the side that writes.</summary>
    /// <param name="start">From which byte of all that was written.</param>
    /// <param name="destination">Where to.</param>
    public bool TryReadWritten(long start, Span<byte> destination)
    {
        if (start < 0 || (ulong)start + (ulong)destination.Length > _built || _built - (ulong)start > CapacityBytes)
            return false;
        CopyStaged();
        CopyOut(_ownAddress, (ulong)start, destination);
        return true;
    }

    /// <summary>Whether there is something to read, or a cursor to complain about.</summary>
    public bool HasBytes => _peerAddress is not null && Volatile.Read(ref *(ulong*)(_peerAddress + WrittenAt)) != _taken;

    /// <summary>Whether there is room to write.</summary>
    public bool HasRoom => Room(Released()) > 0;

    /// <summary>Whether the peer says that it sleeps. A hint: it may wake up, or fall asleep, at this moment.</summary>
    public bool PeerSleeps => _peerAddress is not null && Volatile.Read(ref *(uint*)(_peerAddress + SleepsForBytesAt)) != 0;

    /// <summary>Begins to read the peer's ring. Neither descriptor is needed any more.</summary>
    /// <returns>Whether the peer sleeps already, and is to be woken for what was written before.</returns>
    public bool Attach(SharedRegion peer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(peer.Bytes, RegionBytes, nameof(peer));
        peer.CloseDescriptor();
        _own.CloseDescriptor();
        _peer = peer;
        _peerAddress = peer.Address;
        return WakesPeer(SleepsForBytesAt, ref _bytesRung);
    }

    /// <summary>How many bytes were built that the peer is not shown yet.</summary>
    public int Built => (int)(_built - _written);

    /// <summary>
    /// Room for what comes behind what was built, in one piece: to be filled and then given to <see cref="Build"/>, or left as it is. It lies in the ring, or beside it where
    /// it is small.
    /// </summary>
    /// <param name="bytes">How much is needed.</param>
    /// <param name="room">The room, of exactly that size.</param>
    /// <returns>False: there is not so much in one piece, or the peer is not attached, or its cursor is impossible, which <see cref="Write"/> complains about.</returns>
    public bool TryReserve(int bytes, out Span<byte> room)
    {
        room = default;
        if (_peerAddress is null || (_built + (ulong)bytes - _peerReleased > CapacityBytes && !TryFindRoom(bytes)))
            return false;
        _isStaging = bytes <= MaxStagedBytes;
        if (_isStaging)
        {
            if (_staged + bytes > StagingBytes)
                CopyStaged();
            room = _staging.Span.Slice(_staged, bytes);
            return true;
        }

        int offset = (int)(_built & (CapacityBytes - 1));
        if (offset + bytes > CapacityBytes)
            return false;
        CopyStaged();
        room = new Span<byte>(_ownAddress + RingStart + offset, bytes);
        return true;
    }

    /// <summary>The room that was reserved is filled; the peer sees it with <see cref="Publish"/>.</summary>
    /// <param name="bytes">As many as were reserved.</param>
    /// <returns>What was built.</returns>
    public ReadOnlySpan<byte> Build(int bytes)
    {
        ulong start = _built;
        _built += (ulong)bytes;
        if (!_isStaging)
            return new ReadOnlySpan<byte>(_ownAddress + RingStart + (int)(start & (CapacityBytes - 1)), bytes);
        if (_staged == 0)
            _stagedFrom = start;
        int at = _staged;
        _staged += bytes;
        return _staging.Span.Slice(at, bytes);
    }

    /// <summary>Shows the peer what was built.</summary>
    /// <returns>Whether it sleeps and is to be woken.</returns>
    public bool Publish()
    {
        CopyStaged();
        FaultPoints.Reach(FaultPoint.RingWritten);
        _written = _built;
        Volatile.Write(ref *(ulong*)(_ownAddress + WrittenAt), _written);
        FaultPoints.Reach(FaultPoint.RingPublished);
        return WakesPeer(SleepsForBytesAt, ref _bytesRung);
    }

    /// <summary>Writes as much of the pieces as there is room for, behind what was built, and shows all of it.</summary>
    /// <param name="pieces">What to write.</param>
    /// <param name="ring">Whether the peer sleeps and is to be woken.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="InvalidDataException">The peer's cursor is impossible.</exception>
    public int Write(SendPieces pieces, out bool ring)
    {
        int room = Room(_peerReleased);
        if (room < pieces.Bytes)
            room = Room(_peerReleased = CheckedReleased());

        int total = 0;
        for (int i = 0; i < pieces.Count && room > 0; i++)
        {
            ReadOnlySpan<byte> piece = pieces.PieceAt(i);
            int part = Math.Min(piece.Length, room);
            CopyIn(piece[..part], _built + (ulong)total);
            total += part;
            room -= part;
        }

        ring = false;
        if (total == 0)
            return 0;
        _built += (ulong)total;
        ring = Publish();
        return total;
    }

    /// <summary>Reads what is there, as far as it fits.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="ring">Whether the peer sleeps for room and is to be woken.</param>
    /// <exception cref="InvalidDataException">The peer's cursor is impossible.</exception>
    public int Read(Span<byte> buffer, out bool ring)
    {
        ring = false;
        if (_peerAddress is null)
            return 0;
        ulong written = Volatile.Read(ref *(ulong*)(_peerAddress + WrittenAt));
        if (written == _taken)
            return 0;
        if (written - _taken > CapacityBytes)
            throw new InvalidDataException($"The peer's ring claims to be written to {written}, and was read to {_taken}; it holds {CapacityBytes} bytes.");

        int bytes = (int)Math.Min(written - _taken, (ulong)buffer.Length);
        CopyOut(_peerAddress, _taken, buffer[..bytes]);
        FaultPoints.Reach(FaultPoint.RingRead);
        _taken += (ulong)bytes;
        Volatile.Write(ref *(ulong*)(_ownAddress + ReleasedAt), _taken);
        FaultPoints.Reach(FaultPoint.RingReleased);

        // Who sleeps for room has filled the ring, so that a look at each quarter of it finds out before all of it is read.
        _readSinceLook += bytes;
        if (_readSinceLook < CapacityBytes / 4)
            return bytes;
        _readSinceLook = 0;
        ring = WakesPeer(SleepsForRoomAt, ref _roomRung);
        return bytes;
    }

    /// <summary>Announces that this side is about to sleep until there is something to read.</summary>
    /// <returns>False: there is something already.</returns>
    public bool SleepForBytes()
    {
        Announce(SleepsForBytesAt);
        FaultPoints.Reach(FaultPoint.SleepAnnounced);
        return !HasBytes;
    }

    /// <summary>This side no longer sleeps.</summary>
    public void Awake() => Volatile.Write(ref *(uint*)(_ownAddress + SleepsForBytesAt), 0);

    /// <summary>Announces that this side waits for room to write.</summary>
    /// <returns>False: there is some already.</returns>
    public bool SleepForRoom()
    {
        Announce(SleepsForRoomAt);
        FaultPoints.Reach(FaultPoint.RoomAwaited);
        return !HasRoom;
    }

    /// <summary>Says that something which the peer has lent is needed no longer. Any thread, and as long as the pair is held.</summary>
    /// <param name="index">Which loan.</param>
    /// <param name="loan">Its value, as the peer gave it.</param>
    public void Return(int index, uint loan)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)MaxLoans);
        FaultPoints.Reach(FaultPoint.LoanReturning);
        Volatile.Write(ref ((uint*)(_ownAddress + ReturnedAt))[index], loan);
        FaultPoints.Reach(FaultPoint.LoanReturned);
    }

    /// <summary>What the peer has written for a loan of this side.</summary>
    public uint Returned(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)MaxLoans);
        return _peer is { } peer ? Volatile.Read(ref ((uint*)(peer.Address + ReturnedAt))[index]) : 0;
    }

    /// <summary>Whether the peer sleeps, and is to be woken: for what matters to it and is no byte in its ring.</summary>
    public bool WakesPeer() => WakesPeer(SleepsForBytesAt, ref _returnsRung);

    /// <summary>Keeps the memory until <see cref="Release"/>.</summary>
    public void Retain() => Interlocked.Increment(ref _holders);

    /// <summary>Ends one hold; with the last one both regions go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        _peer?.Release();
        _own.Release();
    }

    /// <summary>Ends its maker's hold.</summary>
    public void Dispose() => Release();

    /// <summary>Sets a word, and only then lets the caller look for what it would sleep for.</summary>
    private void Announce(int word)
    {
        uint sleep = Interlocked.Increment(ref _sleeps);
        Volatile.Write(ref *(uint*)(_ownAddress + word), sleep == 0 ? Interlocked.Increment(ref _sleeps) : sleep);
        Interlocked.MemoryBarrier();
    }

    /// <summary>After something was published: whether the peer sleeps for it and was not woken from that sleep before.</summary>
    private bool WakesPeer(int word, ref uint rung)
    {
        // Before the look at the peer's region as well: it may be attached at this moment.
        Interlocked.MemoryBarrier();
        if (_peerAddress is null)
            return false;
        uint sleep = Volatile.Read(ref *(uint*)(_peerAddress + word));
        if (sleep == 0 || sleep == rung)
            return false;
        rung = sleep;
        return true;
    }

    /// <summary>What was built beside the ring goes to where the peer reads it.</summary>
    private void CopyStaged()
    {
        if (_staged == 0)
            return;
        CopyIn(_staging.Span[.._staged], _stagedFrom);
        _staged = 0;
    }

    private ulong Released() => _peerAddress is null ? 0 : Volatile.Read(ref *(ulong*)(_peerAddress + ReleasedAt));

    private bool TryFindRoom(int bytes)
    {
        ulong released = Released();
        if (released < _peerReleased || released > _written)
            return false;
        _peerReleased = released;
        return _built + (ulong)bytes - released <= CapacityBytes;
    }

    private ulong CheckedReleased()
    {
        ulong released = Released();
        if (released < _peerReleased || released > _written)
            throw new InvalidDataException($"The peer claims to have read to {released}; it had read to {_peerReleased} before, and {_written} bytes were written.");
        return released;
    }

    /// <summary>All that was written so far. Only before <see cref="Attach"/>.</summary>
    public ReadOnlySpan<byte> Written() => _peerAddress is null
        ? new(_ownAddress + RingStart, (int)_written)
        : throw new InvalidOperationException("The peer reads the ring; what it has read may be overwritten.");

    /// <summary>The room there is; all of it where the cursor is impossible, so that whoever writes finds that out.</summary>
    private int Room(ulong released)
    {
        ulong used = _built - released;
        int capacity = _peerAddress is null ? UnattachedBytes : CapacityBytes;
        return used > CapacityBytes ? CapacityBytes : Math.Max(0, capacity - (int)used);
    }

    private static void CopyOut(byte* region, ulong at, Span<byte> bytes)
    {
        int offset = (int)(at & (CapacityBytes - 1));
        int first = Math.Min(bytes.Length, CapacityBytes - offset);
        new ReadOnlySpan<byte>(region + RingStart + offset, first).CopyTo(bytes);
        if (first < bytes.Length)
            new ReadOnlySpan<byte>(region + RingStart, bytes.Length - first).CopyTo(bytes[first..]);
    }

    private void CopyIn(ReadOnlySpan<byte> bytes, ulong at)
    {
        int offset = (int)(at & (CapacityBytes - 1));
        int first = Math.Min(bytes.Length, CapacityBytes - offset);
        bytes[..first].CopyTo(new Span<byte>(_ownAddress + RingStart + offset, first));
        if (first < bytes.Length)
            bytes[first..].CopyTo(new Span<byte>(_ownAddress + RingStart, bytes.Length - first));
    }
}
