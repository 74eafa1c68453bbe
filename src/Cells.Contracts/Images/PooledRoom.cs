using Cells.Images;

namespace Cells;

/// <summary>Pooled memory for an image whose size shows only when it is written. Each thread keeps one for its next image.</summary>
internal sealed class PooledRoom : ImageRoom
{
    [ThreadStatic]
    private static PooledRoom? s_spare;

    private PooledImageBuffer? _buffer;

    /// <inheritdoc/>
    public override Span<byte> Memory => _buffer!.Memory;

    /// <summary>A room of at least so many bytes.</summary>
    public static PooledRoom Rent(int bytes)
    {
        // Taken while it is used: a list of the caller's own kind may write another image meanwhile.
        PooledRoom room = s_spare ?? new PooledRoom();
        s_spare = null;
        room._buffer = PooledImageBuffer.Rent(bytes);
        return room;
    }

    /// <inheritdoc/>
    public override void Grow(int written, int bytes)
    {
        int doubled = (int)Math.Min(2L * Memory.Length, ImageLimits.MaxImageBytes);
        PooledImageBuffer larger = PooledImageBuffer.Rent(Math.Max(bytes, doubled));
        Memory[..written].CopyTo(larger.Memory);
        _buffer!.Release();
        _buffer = larger;
    }

    /// <summary>Gives the buffer to the caller, and ends the use of this room.</summary>
    public PooledImageBuffer Take()
    {
        PooledImageBuffer buffer = _buffer!;
        _buffer = null;
        s_spare = this;
        return buffer;
    }
}
