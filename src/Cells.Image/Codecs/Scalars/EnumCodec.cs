using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cells.Images.Codecs;

/// <summary>An enum: its underlying integer, of which only declared values (for flags: declared bits) can be read.</summary>
/// <typeparam name="T">The enum.</typeparam>
public readonly struct EnumCodec<T> : IScalarCodec<T>
    where T : unmanaged, Enum
{
    /// <inheritdoc/>
    public static int Bytes => Unmanaged.SizeOf<T>();

    /// <inheritdoc/>
    public static int Alignment => Bytes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Span<byte> to, T value) => MemoryMarshal.Write(to, in value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ReadOnlySpan<byte> from)
    {
        T value = MemoryMarshal.Read<T>(from);
        if (!Declared.Contains(Bits(value)))
            ImageErrors.ThrowUndeclared(typeof(T), value.ToString());
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(T value)
    {
        Span<byte> bits = stackalloc byte[8];
        bits.Clear();
        MemoryMarshal.Write(bits, in value);
        return MemoryMarshal.Read<ulong>(bits);
    }

    private static class Declared
    {
        private static readonly bool Flags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);
        private static readonly ulong[] Values = Sorted();
        private static readonly ulong Mask = Values.Aggregate(0UL, static (mask, value) => mask | value);
        private static readonly ulong Min = Values.Length == 0 ? 1 : Values[0];
        private static readonly ulong Max = Values.Length == 0 ? 0 : Values[^1];
        private static readonly bool Dense = Values.Length > 0 && Max - Min == (ulong)Values.Length - 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Contains(ulong value)
        {
            if (Flags)
                return (value & ~Mask) == 0;
            return Dense ? value - Min <= Max - Min : Array.BinarySearch(Values, value) >= 0;
        }

        private static ulong[] Sorted()
        {
            ulong[] values = [.. Enum.GetValues<T>().Select(Bits).Distinct()];
            Array.Sort(values);
            return values;
        }
    }
}
