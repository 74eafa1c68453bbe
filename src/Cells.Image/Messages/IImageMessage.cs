using Cells.Images.Validation;

namespace Cells.Images;

/// <summary>What the generator gives every message: how its image is measured, written and read.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
/// <remarks>Called through <see cref="ImageCodec"/>; user code has no reason to call it directly.</remarks>
public interface IImageMessage<TSelf>
    where TSelf : IImageMessage<TSelf>
{
    /// <summary>The size in bytes of the message's inline block, its leading size word included.</summary>
    static abstract int InlineBytes { get; }

    /// <summary>What the block and its children look like in a canonical image.</summary>
    static abstract MessageShape Shape { get; }

    /// <summary>Where the image ends after the children of a block have been placed behind <paramref name="end"/>.</summary>
    /// <param name="value">The value whose children are measured.</param>
    /// <param name="end">Where the image ends before them, in bytes from its start; the block itself lies before it.</param>
    /// <exception cref="ImageException">A string holds a lone surrogate, or the image would exceed <see cref="ImageLimits.MaxImageBytes"/>.</exception>
    static abstract int Extend(TSelf value, int end);

    /// <summary>Writes the block at <paramref name="at"/> and its children at the writer's end.</summary>
    /// <param name="writer">The image being written.</param>
    /// <param name="at">The block's place, in bytes from the image's start, a multiple of 8.</param>
    /// <param name="value">The value to write.</param>
    static abstract void Write(ref ImageWriter writer, int at, TSelf value);

    /// <summary>Makes an owned value of a block.</summary>
    /// <param name="block">The bytes from the block's start to the image's end.</param>
    /// <param name="budget">What may still be visited and how deep; guards against hostile images.</param>
    /// <exception cref="ImageException">The bytes are not an image of this message.</exception>
    static abstract TSelf Read(ReadOnlySpan<byte> block, ref ReadBudget budget);
}
