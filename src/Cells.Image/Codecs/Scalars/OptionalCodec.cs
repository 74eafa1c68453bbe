using System.Runtime.CompilerServices;

namespace Cells.Images.Codecs;

/// <summary>A value that may be absent: a byte that says whether it is there, then the value at its own alignment.</summary>
/// <typeparam name="TCodec">How the value itself stands.</typeparam>
/// <typeparam name="T">The value.</typeparam>
public readonly struct OptionalCodec<TCodec, T> : IScalarCodec<T?>
    where TCodec : struct, IScalarCodec<T>
    where T : struct
{
    /// <inheritdoc/>
    public static int Bytes => TCodec.Alignment + TCodec.Bytes;

    /// <inheritdoc/>
    public static int Alignment => TCodec.Alignment;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, T? value)
    {
        to[..Bytes].Clear();
        if (value is not { } present)
            return;

        to[0] = 1;
        TCodec.Write(to[TCodec.Alignment..], present);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Read(ReadOnlySpan<byte> from) => BooleanCodec.Read(from) ? TCodec.Read(from[TCodec.Alignment..]) : null;

    /// <inheritdoc/>
    public static bool Same(T? left, T? right) => left is { } first && right is { } second ? TCodec.Same(first, second) : left.HasValue == right.HasValue;
}
