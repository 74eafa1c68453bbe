using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>How a value of varying size is placed behind its block, with a reference in the block.</summary>
/// <typeparam name="T">The value.</typeparam>
public interface IChildCodec<T>
{
    /// <summary>Where the image ends after the value was placed behind <paramref name="end"/>.</summary>
    /// <exception cref="ImageException">The value has no image, or makes it too large.</exception>
    static abstract int Extend(T value, int end);

    /// <summary>Writes the value at the writer's end, and the reference to it.</summary>
    /// <param name="writer">The image being written.</param>
    /// <param name="origin">What the reference counts from: the place of the block, or of the list's elements.</param>
    /// <param name="at">The place of the reference.</param>
    /// <param name="value">The value.</param>
    static abstract void Write(ref ImageWriter writer, int origin, int at, T value);

    /// <summary>Makes an owned value.</summary>
    /// <param name="child">What the reference refers to; not null.</param>
    /// <param name="budget">What may still be visited.</param>
    static abstract T Read(ImageChild child, ref ReadBudget budget);

    /// <summary>Whether both have the same image; neither is null.</summary>
    static virtual bool Same(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    /// <summary>A hash of the value, the same for values that have the same image.</summary>
    static virtual int Hash(T value) => EqualityComparer<T>.Default.GetHashCode(value!);
}

/// <summary>How a child is copied from one image into another, in canonical form.</summary>
public interface IChildCopier
{
    /// <summary>Where the image ends after a copy of the child was placed behind <paramref name="end"/>.</summary>
    static abstract int Extend(ImageChild child, int end, ref ReadBudget budget);

    /// <summary>Writes a copy of the child at the writer's end, and the reference to it.</summary>
    static abstract void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget);
}
