using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <summary>What one side has been lent by the other: its regions, mapped for reading, and what of them is in use.</summary>
/// <param name="lane">Where this side returns what it was lent.</param>
/// <param name="socket">Wakes the lender.</param>
internal sealed class Borrower(RingPair lane, UnixSocket socket)
{
    private const int MaxSpare = 256;
    private readonly Dictionary<uint, SharedRegion> _regions = [];
    private readonly Lock _spareGate = new();
    private readonly Stack<BorrowedBuffer> _spare = new();
    private int _inUse;

    /// <summary>How many pieces are in use.</summary>
    internal int InUse => Volatile.Read(ref _inUse);

    /// <summary>Whether a region is known. The reader only.</summary>
    internal bool Knows(uint region) => _regions.ContainsKey(region);

    /// <summary>The peer says something of its regions. The reader only.</summary>
    /// <param name="notice">What it says.</param>
    /// <param name="descriptor">The descriptor that came with it; owned from now on.</param>
    /// <exception cref="FrameException">That cannot be.</exception>
    internal void OnNotice(RegionNotice notice, DescriptorHandle? descriptor)
    {
        FaultPoints.Reach(FaultPoint.NoticeReceived);
        if (!notice.IsNew)
        {
            if (!_regions.Remove(notice.Number, out SharedRegion? gone))
                throw new FrameException($"The peer takes region {notice.Number} back, which it did not show.");
            gone.Release();
            return;
        }

        if (descriptor is null)
            throw new FrameException($"The peer shows region {notice.Number} without its descriptor.");
        if (_regions.Count == Lender.MaxRegions || _regions.ContainsKey(notice.Number))
        {
            descriptor.Dispose();
            throw new FrameException($"The peer shows region {notice.Number} twice, or more than {Lender.MaxRegions} at a time (Lender.MaxRegions).");
        }

        try
        {
            _regions.Add(notice.Number, SharedRegion.Open(descriptor, notice.Size));
        }
        catch (Exception error) when (error is InvalidDataException or PlatformException)
        {
            throw new FrameException(error.Message);
        }
    }

    /// <summary>Takes what a reference refers to. The reader only.</summary>
    /// <exception cref="FrameException">It refers to nothing.</exception>
    internal BorrowedBuffer Borrow(in LeaseReference reference)
    {
        if (!_regions.TryGetValue(reference.Region, out SharedRegion? region))
            throw new FrameException($"The peer lends a part of region {reference.Region}, which it did not show.");
        if (reference.Offset > (uint)region.Bytes || reference.Length > (uint)region.Bytes - reference.Offset || reference.Offset % FrameHeader.Alignment != 0)
            throw new FrameException($"The peer lends {reference.Length} bytes at {reference.Offset} of region {reference.Region}, which has {region.Bytes} bytes.");
        region.TryRetain();
        lane.Retain();
        Interlocked.Increment(ref _inUse);
        BorrowedBuffer? buffer;
        lock (_spareGate)
            _spare.TryPop(out buffer);
        buffer ??= new BorrowedBuffer(this);
        buffer.Begin(region, reference);
        FaultPoints.Reach(FaultPoint.Borrowed);
        return buffer;
    }

    /// <summary>A piece is needed no longer. Any thread, also after the session has ended.</summary>
    internal void Return(BorrowedBuffer buffer, in LeaseReference reference, bool wakes)
    {
        lane.Return((int)(reference.Loan & (RingPair.MaxLoans - 1)), reference.Loan);
        if (wakes && lane.WakesPeer())
            socket.Ring();
        Interlocked.Decrement(ref _inUse);
        lane.Release();
        lock (_spareGate)
        {
            if (_spare.Count < MaxSpare)
                _spare.Push(buffer);
        }
    }

    /// <summary>The session has ended: regions go as soon as nobody reads them.</summary>
    internal void Close()
    {
        foreach (SharedRegion region in _regions.Values)
            region.Release();
        _regions.Clear();
    }
}
