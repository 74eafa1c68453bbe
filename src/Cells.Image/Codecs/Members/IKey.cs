using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>What has an encoded form by which keys of maps and elements of sets are put in order: its bytes, compared as unsigned.</summary>
public interface IKey : IMember
{
    /// <summary>The encoded form: the inline bytes, or a string's UTF-8.</summary>
    /// <param name="block">The map's entry, or the set's elements.</param>
    /// <param name="offset">The key's place in it.</param>
    static abstract ReadOnlySpan<byte> Encoded(ImageBlock block, int offset);
}

/// <summary>How a key of a map or an element of a set is written, read and put in order.</summary>
/// <typeparam name="T">The key.</typeparam>
public interface IKeyCodec<T> : IMemberCodec<T>, IKey
{
    /// <summary>Compares the encoded forms.</summary>
    static abstract int Compare(T left, T right);
}

/// <summary>How a key of a map or an element of a set is looked at in place.</summary>
/// <typeparam name="TView">What is seen of it.</typeparam>
public interface IKeyView<TView> : IMemberView<TView>, IKey
    where TView : allows ref struct
{
    /// <summary>The most bytes that the encoded form of an inline key takes.</summary>
    const int MaxInlineBytes = 16;

    /// <summary>The encoded form of a key that is looked up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="room">Room for an inline key: <see cref="MaxInlineBytes"/>.</param>
    static abstract ReadOnlySpan<byte> Encode(TView key, Span<byte> room);
}
