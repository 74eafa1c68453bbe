using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// What one side has lent to the other. It is known here alone: what the peer writes is compared with it and decides nothing else. Guarded by the link's gate.
/// </summary>
/// <param name="lane">Where the peer returns what it was lent.</param>
/// <param name="socket">Passes regions.</param>
/// <param name="process">The peer's process, if that is known.</param>
/// <param name="isolated">Whether the peer is shown nothing but copies, in a pool of its own.</param>
internal sealed class Lender(RingPair lane, UnixSocket socket, int? process, bool isolated)
{
    /// <summary>How many bytes a peer may have at a time; a single piece may be larger.</summary>
    internal const long MaxLentBytes = 2L << 30;

    /// <summary>How many regions a peer is shown at a time.</summary>
    internal const int MaxRegions = 256;

    private const int MinBetweenSweeps = 16;
    private const int IndexBits = 10;

    private readonly Hub? _own = isolated ? new Hub(HubLimits.OfIsolatedPeer) : null;
    private readonly Dictionary<SharedRegion, uint> _regions = [];
    private readonly List<uint> _gone = [];
    private readonly Loan[] _loans = new Loan[RingPair.MaxLoans];
    private readonly Stack<int> _free = new(Enumerable.Range(0, RingPair.MaxLoans).Reverse());
    private readonly Queue<int> _outstanding = new();
    private uint _lastRegion;
    private uint _lastLoan;
    private int _sweepAt = MinBetweenSweeps;
    private int _retiredSeen;
    private bool _isClosed;

    /// <summary>How many pieces are lent at this moment.</summary>
    internal int Outstanding => _outstanding.Count;

    /// <summary>How many bytes they have.</summary>
    internal long LentBytes { get; private set; }

    /// <summary>How often something could not be lent, because of a limit, and was copied.</summary>
    internal long Refused { get; private set; }

    /// <summary>Since when the oldest loan is out; null where there is none.</summary>
    internal long? OldestLoan()
    {
        Sweep();

        // They are in the order in which they were lent.
        return _outstanding.TryPeek(out int index) ? _loans[index].Since : null;
    }

    /// <summary>Lends what lies in memory that the peer can be shown, and holds it.</summary>
    /// <returns>False: it cannot be lent now, and is to be copied.</returns>
    internal bool TryLend(ImageBuffer buffer, out LeaseReference reference)
    {
        reference = default;
        TakeBack();
        if (_isClosed || buffer.Place.Region is null)
            return false;
        if (_outstanding.Count >= _sweepAt)
            Sweep();
        if (_free.Count == 0 || OrphanedLoans.Shared.HasTooMuch(process) || (_outstanding.Count > 0 && LentBytes + buffer.Length > MaxLentBytes) || TryShow(buffer) is not { } shown)
        {
            Refused++;
            return false;
        }

        SharedPlace place = shown.Place;
        if (!TryFind(place.Region!, out uint number))
        {
            shown.Release();
            Refused++;
            return false;
        }

        int index = _free.Pop();
        _lastLoan = Math.Max(1, (_lastLoan + 1) & (uint.MaxValue >> IndexBits));
        uint value = (_lastLoan << IndexBits) | (uint)index;
        _loans[index] = new Loan(value, shown, Environment.TickCount64, _own is null ? null : Held(buffer));
        _outstanding.Enqueue(index);
        LentBytes += buffer.Length;
        FaultPoints.Reach(FaultPoint.LoanNoted);
        reference = new LeaseReference(number, (uint)place.Offset, (uint)buffer.Length, value);
        return true;
    }

    /// <summary>Holds the image that refers to something lent for as long as that is lent.</summary>
    internal void Hold(ImageBuffer image, in LeaseReference reference)
    {
        ref Loan loan = ref _loans[reference.Loan & (RingPair.MaxLoans - 1)];
        loan.Image?.Release();
        loan = loan with { Image = Held(image) };
    }

    /// <summary>The image of a frame that lends it or parts of it, held for the caller; null where it is no longer known.</summary>
    /// <param name="payload">The frame's payload, as this side wrote it.</param>
    internal ImageBuffer? FindLent(ReadOnlySpan<byte> payload)
    {
        LeaseTable.Read(payload, out bool imageIsLent);
        uint value = LeaseTable.At(payload, 0).Loan;
        ref readonly Loan loan = ref _loans[value & (RingPair.MaxLoans - 1)];
        if (loan.Value != value || (loan.Image ?? (imageIsLent ? loan.Buffer : null)) is not { } image)
            return null;
        image.Retain();
        return image;
    }

    /// <summary>Takes something back that the peer was not told of.</summary>
    internal void Undo(in LeaseReference reference)
    {
        // As if the peer had returned it; the next sweep finds it among the outstanding.
        int index = (int)(reference.Loan & (RingPair.MaxLoans - 1));
        End(index);
        _loans[index] = default;
    }

    /// <summary>Takes back what the peer has returned, and tells it which regions are gone.</summary>
    /// <returns>Whether anything was returned.</returns>
    internal bool Settle()
    {
        int before = _outstanding.Count;
        if (before > 0)
            Sweep();
        TellGone();
        return _outstanding.Count < before;
    }

    /// <summary>The session has ended. What the peer has not returned is held until it does, or its process ends.</summary>
    internal void Close()
    {
        _isClosed = true;
        Sweep();
        if (_outstanding.Count > 0)
            OrphanedLoans.Shared.Add(lane, [.. _outstanding.Select(index => _loans[index])], process);
        _outstanding.Clear();
        _own?.Close();
    }

    /// <summary>Whether a loan is over.</summary>
    internal static bool IsReturned(RingPair lane, in Loan loan) => lane.Returned((int)(loan.Value & (RingPair.MaxLoans - 1))) == loan.Value;

    /// <summary>What the peer is shown of it, held for the loan; null where there is no room for a copy.</summary>
    private ImageBuffer? TryShow(ImageBuffer buffer)
    {
        if (_own is null)
            return Held(buffer);
        if (PooledImageBuffer.TryRentFrom(_own, buffer.Length) is not { } copy)
            return null;
        buffer.Bytes.CopyTo(copy.Memory);
        copy.Length = buffer.Length;
        return copy;
    }

    private static ImageBuffer Held(ImageBuffer buffer)
    {
        buffer.Retain();
        return buffer;
    }

    /// <summary>Peers return most things in the order in which they got them.</summary>
    private void TakeBack()
    {
        while (_outstanding.TryPeek(out int index) && TryEnd(index))
            _outstanding.Dequeue();
    }

    private void Sweep()
    {
        for (int left = _outstanding.Count; left > 0; left--)
        {
            int index = _outstanding.Dequeue();
            if (!TryEnd(index))
                _outstanding.Enqueue(index);
        }

        _sweepAt = Math.Max(MinBetweenSweeps, _outstanding.Count * 2);
        if (_sweepAt > RingPair.MaxLoans)
            _sweepAt = RingPair.MaxLoans;
    }

    private bool TryEnd(int index)
    {
        ref Loan loan = ref _loans[index];
        if (loan.Buffer is null)
        {
            _free.Push(index);
            return true;
        }

        if (!IsReturned(lane, loan))
            return false;
        FaultPoints.Reach(FaultPoint.ReturnSeen);
        End(index);
        loan = default;
        _free.Push(index);
        return true;
    }

    private void End(int index)
    {
        LentBytes -= _loans[index].Buffer.Length;
        _loans[index].Release();
    }

    private bool TryFind(SharedRegion region, out uint number)
    {
        TellGone();
        if (_regions.TryGetValue(region, out number))
            return true;
        if (_regions.Count == MaxRegions)
            return false;
        Span<byte> notice = stackalloc byte[RegionNotice.Bytes];
        new RegionNotice(IsNew: true, number = ++_lastRegion, region.Bytes).Write(notice);
        try
        {
            socket.SendDescriptors(notice, region.Descriptor);
            FaultPoints.Reach(FaultPoint.RegionShown);
        }
        catch (Exception error) when (error is PlatformException or ObjectDisposedException)
        {
            // Too many descriptors are under way, or the peer is gone; reading says so.
            return false;
        }

        _regions.Add(region, number);
        return true;
    }

    private void TellGone()
    {
        int retired = SharedRegion.RetiredCount;
        if (retired != _retiredSeen)
        {
            _retiredSeen = retired;
            foreach ((SharedRegion region, uint number) in _regions)
            {
                if (region.IsRetired)
                    _gone.Add(number);
            }

            if (_gone.Count > 0)
            {
                foreach (SharedRegion region in _regions.Keys.Where(static region => region.IsRetired).ToArray())
                    _regions.Remove(region);
            }
        }

        Span<byte> notice = stackalloc byte[RegionNotice.Bytes];
        while (_gone.Count > 0)
        {
            new RegionNotice(IsNew: false, _gone[^1], 0).Write(notice);
            if (socket.Send(notice).Bytes == 0)
                return;
            FaultPoints.Reach(FaultPoint.RegionTakenBack);
            _gone.RemoveAt(_gone.Count - 1);
        }
    }
}
