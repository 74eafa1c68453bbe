using System.Numerics;
using System.Runtime.InteropServices;

namespace Cells.Bench.Load.Contracts;

/// <summary>Touches every byte of a payload, at the speed of memory.</summary>
public static class Words
{
    /// <summary>The sum of the 64-bit words and remaining bytes, modulo 2^64.</summary>
    public static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector<ulong>> vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        Vector<ulong> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        for (; i < vectors.Length; i++)
            a += vectors[i];
        ulong sum = Vector.Sum(a + b + c + d);
        foreach (byte rest in bytes[(vectors.Length * Vector<byte>.Count)..])
            sum += rest;
        return sum;
    }

    /// <summary>What <see cref="Sum"/> gives for a payload of one repeated byte.</summary>
    public static ulong SumOfRepeated(byte value, int length)
    {
        int inVectors = length / Vector<byte>.Count * Vector<byte>.Count;
        return unchecked((ulong)(inVectors / sizeof(ulong)) * (value * 0x0101_0101_0101_0101UL)) + ((ulong)(length - inVectors) * value);
    }
}
