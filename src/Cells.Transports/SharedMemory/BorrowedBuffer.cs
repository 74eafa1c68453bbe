using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;

namespace Cells.Transports.SharedMemory;

/// <summary>Something that the peer has lent to this side, read where the peer wrote it.</summary>
internal sealed class BorrowedBuffer : ImageBuffer
{
    /// <summary>The return of larger pieces wakes a lender that sleeps; smaller ones it finds when it next looks.</summary>
    private const int WakingBytes = 256 << 10;

    private readonly Borrower _borrower;
    private SharedRegion _region = null!;
    private LeaseReference _reference;

    internal BorrowedBuffer(Borrower borrower) => _borrower = borrower;

    /// <inheritdoc/>
    public override Span<byte> Memory => _region.Memory.Span.Slice((int)_reference.Offset, (int)_reference.Length);

    /// <inheritdoc/>
    public override Memory<byte> WholeMemory => _region.Memory.Memory.Slice((int)_reference.Offset, (int)_reference.Length);

    /// <inheritdoc/>
    public override SharedPlace Place => new(_region, (int)_reference.Offset);

    /// <summary>Begins a life. The region is held already.</summary>
    internal void Begin(SharedRegion region, in LeaseReference reference)
    {
        _region = region;
        _reference = reference;
        Reset();
        Length = (int)reference.Length;
    }

    /// <inheritdoc/>
    protected override void Recycle()
    {
        SharedRegion region = _region;
        _region = null!;
        _borrower.Return(this, _reference, wakes: _reference.Length >= WakingBytes);
        region.Release();
    }
}
