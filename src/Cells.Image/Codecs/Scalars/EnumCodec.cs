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
    public static T Read(ReadOnlySpan<byte> from) => Checked(MemoryMarshal.Read<T>(from));

    /// <summary>The default of an enum that declares no zero is none of its values.</summary>
    public static T Missing(T value) => Checked(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Checked(T value)
    {
        if (!Declared.Contains(Bits(value)))
            ImageErrors.ThrowUndeclared(typeof(T), value.ToString());
        return value;
    }

    /// <summary>The underlying integer without its sign; read at its own size, since a wider load would wait for the store before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(T value)
    {
        var one = new ReadOnlySpan<T>(in value);
        return Unmanaged.SizeOf<T>() switch
        {
            1 => MemoryMarshal.Cast<T, byte>(one)[0],
            2 => MemoryMarshal.Cast<T, ushort>(one)[0],
            4 => MemoryMarshal.Cast<T, uint>(one)[0],
            _ => MemoryMarshal.Cast<T, ulong>(one)[0],
        };
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
