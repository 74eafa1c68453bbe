using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>What a member of a tuple or of a map's entry takes in its block.</summary>
public interface IMember
{
    /// <summary>The size of what stands in the block, in bytes: the inline form, or a reference.</summary>
    static abstract int Bytes { get; }

    /// <summary>Its alignment in bytes, at most 8.</summary>
    static abstract int Alignment { get; }
}

/// <summary>How a member of a tuple or of a map's entry is written and read.</summary>
/// <typeparam name="T">The member.</typeparam>
public interface IMemberCodec<T> : IMember
{
    /// <summary>Where the image ends after what the member refers to was placed behind <paramref name="end"/>.</summary>
    /// <exception cref="ImageException">The value has no image, or makes it too large.</exception>
    static abstract int Extend(T value, int end);

    /// <summary>Writes the member into a block that was begun, and what it refers to at the writer's end.</summary>
    /// <param name="writer">The image being written.</param>
    /// <param name="origin">The block's place.</param>
    /// <param name="offset">The member's place in the block.</param>
    /// <param name="value">The value.</param>
    static abstract void Write(ref ImageWriter writer, int origin, int offset, T value);

    /// <summary>Makes an owned value.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The member's place in it.</param>
    /// <param name="budget">What may still be visited.</param>
    static abstract T Read(ImageBlock block, int offset, ref ReadBudget budget);

    /// <summary>Whether both have the same image; either may be null.</summary>
    static abstract bool Same(T left, T right);

    /// <summary>A hash of the value, the same for values that have the same image.</summary>
    static abstract int Hash(T value);
}

/// <summary>How a member of a tuple or of a map's entry is looked at in place, and copied.</summary>
/// <typeparam name="TView">What is seen of it.</typeparam>
public interface IMemberView<TView> : IMember
    where TView : allows ref struct
{
    /// <summary>Looks at the member.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The member's place in it.</param>
    static abstract TView Look(ImageBlock block, int offset);

    /// <summary>Whether the member is a reference that is null.</summary>
    static abstract bool IsNull(ImageBlock block, int offset);

    /// <summary>Where the image ends after a copy of what the member refers to was placed behind <paramref name="end"/>.</summary>
    static abstract int Extend(ImageBlock block, int offset, int end, ref ReadBudget budget);

    /// <summary>Writes a copy of the member into a block that was begun, at the same offset, and what it refers to at the writer's end.</summary>
    static abstract void Write(ref ImageWriter writer, int origin, int offset, scoped ImageBlock block, ref ReadBudget budget);
}
