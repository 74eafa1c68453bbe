using System.Numerics;

namespace DistributedBench.Worker;

/// <summary>Adds up bytes, many at once.</summary>
internal static class ByteSum
{
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        while (bytes.Length >= Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low + high, out Vector<uint> even, out Vector<uint> odd);
            sum += Vector.Sum(even + odd);
            bytes = bytes[Vector<byte>.Count..];
        }

        foreach (byte rest in bytes)
            sum += rest;
        return sum;
    }
}
