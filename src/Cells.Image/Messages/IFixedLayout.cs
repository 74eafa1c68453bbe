namespace Cells.Images;

/// <summary>What the generator gives a message of fixed layout: its image is its memory.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
public interface IFixedLayout<TSelf>
    where TSelf : unmanaged, IFixedLayout<TSelf>
{
    /// <summary>Its size in bytes.</summary>
    static abstract int Bytes { get; }

    /// <summary>Its alignment in a block, at most 8.</summary>
    static abstract int Alignment { get; }
}
