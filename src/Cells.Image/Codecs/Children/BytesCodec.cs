using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A string of bytes as <c>byte[]</c>.</summary>
public readonly struct BytesCodec : IChildCodec<byte[]>, IChildCopier
{
    /// <inheritdoc/>
    public static int Extend(byte[] value, int end) => ImageMeasure.Place(end, 16, value.Length);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, byte[] value) => Write(ref writer, origin, at, value.AsSpan());

    /// <inheritdoc/>
    public static byte[] Read(ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        return child.Elements(1).ToArray();
    }

    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        return ImageMeasure.Place(end, 16, child.Elements(1).Length);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        Write(ref writer, origin, at, child.Elements(1));
    }

    /// <inheritdoc/>
    public static bool Same(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);

    /// <inheritdoc/>
    public static int Hash(byte[] value) => Hash(value.AsSpan());

    internal static int Hash(ReadOnlySpan<byte> value)
    {
        var hash = new HashCode();
        hash.AddBytes(value);
        return hash.ToHashCode();
    }

    internal static void Write(ref ImageWriter writer, int origin, int at, scoped ReadOnlySpan<byte> value)
    {
        int place = writer.Place(16, value.Length, out Span<byte> room);
        value.CopyTo(room);
        writer.PutReference(at, place - origin, value.Length);
    }
}

/// <summary>A string of bytes as <see cref="ReadOnlyMemory{T}"/>.</summary>
public readonly struct MemoryCodec : IChildCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static int Extend(ReadOnlyMemory<byte> value, int end) => ImageMeasure.Place(end, 16, value.Length);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, ReadOnlyMemory<byte> value) =>
        BytesCodec.Write(ref writer, origin, at, value.Span);

    /// <inheritdoc/>
    public static ReadOnlyMemory<byte> Read(ImageChild child, ref ReadBudget budget) => BytesCodec.Read(child, ref budget);

    /// <inheritdoc/>
    public static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    /// <inheritdoc/>
    public static int Hash(ReadOnlyMemory<byte> value) => BytesCodec.Hash(value.Span);
}
