using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cells.Images.Codecs;

/// <summary>A value whose wire form is its form in memory and of which every bit pattern is valid: integers, floats, characters.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct PlainCodec<T> : IScalarCodec<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unmanaged.SizeOf<T>();
    }

    /// <inheritdoc/>
    public static int Alignment => Math.Min(8, Bytes);

    /// <inheritdoc/>
    public static bool IsPlain => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Span<byte> to, T value) => MemoryMarshal.Write(to, in value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ReadOnlySpan<byte> from) => MemoryMarshal.Read<T>(from);

    /// <inheritdoc/>
    public static bool Same(T left, T right) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in left)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in right)));

    /// <inheritdoc/>
    public static void WriteAll<TSelf>(Span<byte> to, ReadOnlySpan<T> values)
        where TSelf : struct, IScalarCodec<T> => MemoryMarshal.AsBytes(values).CopyTo(to);

    /// <inheritdoc/>
    public static void ReadAll<TSelf>(ReadOnlySpan<byte> from, Span<T> values)
        where TSelf : struct, IScalarCodec<T> => MemoryMarshal.Cast<byte, T>(from)[..values.Length].CopyTo(values);
}
