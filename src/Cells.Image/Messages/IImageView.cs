namespace Cells.Images;

/// <summary>What the generator gives every view: how it stands over a block, and how it is copied.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
public interface IImageView<TSelf>
    where TSelf : IImageView<TSelf>, allows ref struct
{
    /// <summary>What the block of a copy takes.</summary>
    static abstract int InlineBytes { get; }

    /// <summary>The view over a block.</summary>
    /// <param name="block">The bytes from the block's start to the image's end.</param>
    /// <exception cref="ImageException">The block does not fit into the bytes.</exception>
    static abstract TSelf At(ReadOnlySpan<byte> block);

    /// <summary>How many bytes the view stands over: from its block's start to the image's end.</summary>
    static abstract int Reach(TSelf view);

    /// <summary>Where an image ends after copies of the view's children have been placed behind <paramref name="end"/>.</summary>
    static abstract int Extend(TSelf view, int end, ref ReadBudget budget);

    /// <summary>Writes a canonical copy: the block at <paramref name="at"/>, its children at the writer's end.</summary>
    static abstract void Write(ref ImageWriter writer, int at, scoped TSelf view, ref ReadBudget budget);
}
