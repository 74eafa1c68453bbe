using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A member that stands in its block itself.</summary>
/// <typeparam name="TCodec">How it stands.</typeparam>
/// <typeparam name="T">The value.</typeparam>
public readonly struct InlineMember<TCodec, T> : IKeyCodec<T>, IKeyView<T>
    where TCodec : struct, IScalarCodec<T>
{
    /// <inheritdoc/>
    public static int Bytes => TCodec.Bytes;

    /// <inheritdoc/>
    public static int Alignment => TCodec.Alignment;

    /// <inheritdoc/>
    public static int Extend(T value, int end) => end;

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, T value) => writer.Put<TCodec, T>(origin + offset, value);

    /// <inheritdoc/>
    public static T Read(ImageBlock block, int offset, ref ReadBudget budget) => block.Get<TCodec, T>(offset);

    /// <inheritdoc/>
    public static T Look(ImageBlock block, int offset) => block.Get<TCodec, T>(offset);

    /// <inheritdoc/>
    public static bool IsNull(ImageBlock block, int offset) => false;

    /// <inheritdoc/>
    public static int Extend(ImageBlock block, int offset, int end, ref ReadBudget budget) => end;

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, scoped ImageBlock block, ref ReadBudget budget) =>
        writer.Put<TCodec, T>(origin + offset, block.Get<TCodec, T>(offset));

    /// <inheritdoc/>
    public static bool Same(T left, T right) => TCodec.Same(left, right);

    /// <inheritdoc/>
    public static int Hash(T value) => value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value);

    /// <inheritdoc/>
    public static int Compare(T left, T right)
    {
        Span<byte> first = stackalloc byte[IKeyView<T>.MaxInlineBytes];
        Span<byte> second = stackalloc byte[IKeyView<T>.MaxInlineBytes];
        return Encode(left, first).SequenceCompareTo(Encode(right, second));
    }

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Encode(T key, Span<byte> room)
    {
        TCodec.Write(room, key);
        return room[..TCodec.Bytes];
    }

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Encoded(ImageBlock block, int offset) =>
        block.Knows(offset + TCodec.Bytes) ? block.Bytes.Slice(offset, TCodec.Bytes) : default;
}
