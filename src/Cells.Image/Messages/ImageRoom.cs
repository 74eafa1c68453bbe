namespace Cells.Images;

/// <summary>Memory that grows while an image is written into it.</summary>
public abstract class ImageRoom
{
    /// <summary>All of it, as it is now. Starts at a multiple of <see cref="ImageLimits.Alignment"/> bytes.</summary>
    public abstract Span<byte> Memory { get; }

    /// <summary>Makes <see cref="Memory"/> larger.</summary>
    /// <param name="written">So many bytes at its start are kept.</param>
    /// <param name="bytes">It then has at least so many.</param>
    public abstract void Grow(int written, int bytes);
}
