using Cells;

namespace Dodeca.Http;

/// <summary>A large file, read piece by piece from whoever has it: of a range no more than that is asked for.</summary>
internal sealed class ContentStream(ContentServiceClient service, string path, string generation, long length) : Stream
{
    private const int PieceBytes = 256 << 10;

    private SharedBytes? _piece;
    private int _taken;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0)
            return 0;
        if (_piece is null)
        {
            ContentPiece piece = await service.ReadContentAsync(path, generation, Position, (int)Math.Min(PieceBytes, length - Position), cancellationToken);
            _piece = piece.Bytes ?? throw new IOException($"{path} has changed while it was sent");
            _taken = 0;
        }

        int count = Math.Min(buffer.Length, _piece.Length - _taken);
        _piece.Span.Slice(_taken, count).CopyTo(buffer.Span);
        _taken += count;
        Position += count;
        if (_taken == _piece.Length)
            Drop();
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        Drop();
        return Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces arrive asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Drop();
        base.Dispose(disposing);
    }

    private void Drop()
    {
        _piece?.Dispose();
        _piece = null;
    }
}
