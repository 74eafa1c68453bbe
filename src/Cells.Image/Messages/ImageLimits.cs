namespace Cells.Images;

/// <summary>What an image may be.</summary>
public static class ImageLimits
{
    /// <summary>The largest image: 2 GiB less 64 KiB, so that every offset fits an <see cref="int"/> with room to align.</summary>
    public const int MaxImageBytes = int.MaxValue - 65_535;

    /// <summary>How deep messages may nest when they are read into owned values.</summary>
    public const int MaxDepth = 64;

    /// <summary>Every image starts at a multiple of this many bytes in memory.</summary>
    public const int Alignment = 16;
}
