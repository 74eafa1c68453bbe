using Cells.Images.Validation;
using Cells.Images.Views;

namespace Cells.Images;

/// <summary>What the generator gives every union: how the case that a value is stands behind a reference that bears its tag.</summary>
/// <typeparam name="TSelf">The union itself.</typeparam>
public interface IImageUnion<TSelf>
    where TSelf : IImageUnion<TSelf>
{
    /// <summary>What the cases look like in a canonical image.</summary>
    static abstract ValueShape Shape { get; }

    /// <summary>Where the image ends after the case's block and its children were placed behind <paramref name="end"/>.</summary>
    /// <exception cref="ImageException">The value is no declared case, or has no image.</exception>
    static abstract int Extend(TSelf value, int end);

    /// <summary>Writes the case at the writer's end, and the reference with its tag.</summary>
    /// <param name="writer">The image being written.</param>
    /// <param name="origin">What the reference counts from.</param>
    /// <param name="at">The place of the reference.</param>
    /// <param name="value">The value.</param>
    static abstract void Write(ref ImageWriter writer, int origin, int at, TSelf value);

    /// <summary>Makes an owned value of the case that a reference refers to.</summary>
    /// <exception cref="ImageException">There is none, its tag is not declared, or the bytes are not an image of it.</exception>
    static abstract TSelf Read(ImageChild child, ref ReadBudget budget);
}
