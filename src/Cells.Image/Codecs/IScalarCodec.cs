namespace Cells.Images.Codecs;

/// <summary>How a value that has a fixed size stands in a block or in a list.</summary>
/// <typeparam name="T">The value.</typeparam>
public interface IScalarCodec<T>
{
    /// <summary>The size of the inline form in bytes.</summary>
    static abstract int Bytes { get; }

    /// <summary>The alignment of the inline form in bytes, at most 8.</summary>
    static abstract int Alignment { get; }

    /// <summary>Whether every bit pattern is a value, and the one form of it.</summary>
    static virtual bool IsPlain => false;

    /// <summary>Writes all <see cref="Bytes"/> of the inline form, its padding included.</summary>
    static abstract void Write(Span<byte> to, T value);

    /// <summary>Reads the inline form.</summary>
    /// <param name="from">At least <see cref="Bytes"/> bytes.</param>
    /// <exception cref="ImageException">The bytes are no value of this type.</exception>
    static abstract T Read(ReadOnlySpan<byte> from);

    /// <summary>What a member reads as that the image does not have.</summary>
    /// <param name="value">Its default.</param>
    /// <exception cref="ImageException">That is no value of this type.</exception>
    static virtual T Missing(T value) => value;

    /// <summary>Whether both have the same inline form.</summary>
    static virtual bool Same(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    /// <summary>Writes values one behind another.</summary>
    static virtual void WriteAll<TSelf>(Span<byte> to, ReadOnlySpan<T> values)
        where TSelf : struct, IScalarCodec<T>
    {
        for (int i = 0; i < values.Length; i++)
            TSelf.Write(to.Slice(i * TSelf.Bytes, TSelf.Bytes), values[i]);
    }

    /// <summary>Reads values that stand one behind another.</summary>
    static virtual void ReadAll<TSelf>(ReadOnlySpan<byte> from, Span<T> values)
        where TSelf : struct, IScalarCodec<T>
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = TSelf.Read(from.Slice(i * TSelf.Bytes, TSelf.Bytes));
    }
}
