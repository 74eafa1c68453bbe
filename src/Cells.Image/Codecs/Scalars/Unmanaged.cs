using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cells.Images.Codecs;

/// <summary>What safe code may ask about a type's memory.</summary>
internal static class Unmanaged
{
    /// <summary>The size of a value; a constant once compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SizeOf<T>()
        where T : unmanaged
    {
        // The tests on the type are folded by the compiler of the runtime.
        if (typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte))
            return 1;
        if (typeof(T) == typeof(short) || typeof(T) == typeof(ushort) || typeof(T) == typeof(char) || typeof(T) == typeof(Half))
            return 2;
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(float))
            return 4;
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(double))
            return 8;
        if (typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128))
            return 16;
        return Measured<T>.Bytes;
    }

    private static class Measured<T>
        where T : unmanaged
    {
        public static readonly int Bytes = MemoryMarshal.AsBytes(new T[1].AsSpan()).Length;
    }
}
