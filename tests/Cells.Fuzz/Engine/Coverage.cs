using System.Numerics;
using System.Reflection;
using Cells.Images;

namespace Cells.Fuzz.Engine;

/// <summary>What the counters in the subject's Cells.Image say about a case.</summary>
internal static class Coverage
{
    private static readonly FieldInfo[] Counters = (typeof(ImageCodec).Assembly.GetType("Cells.Images.EdgeCounters") ?? throw new InvalidOperationException("Cells.Image does not count its edges.")).GetFields();
    private static readonly int[] Counts = (int[])Counters.Single(static field => field.Name == "Counts").GetValue(null)!;
    private static readonly long[] Fuel = (long[])Counters.Single(static field => field.Name == "Fuel").GetValue(null)!;

    /// <summary>How many edges there are.</summary>
    public static int Edges => Counts.Length;

    /// <summary>Forgets what was counted.</summary>
    public static void Clear() => Array.Clear(Counts);

    /// <summary>Gives out steps; who uses them up is stopped by an exception.</summary>
    public static void Refuel(long steps) => Fuel[0] = steps;

    /// <summary>Adds what was counted to what has been seen before.</summary>
    /// <param name="seen">For each edge, the magnitudes of counts that were seen, as bits.</param>
    /// <returns>Whether something is new.</returns>
    public static bool Merge(byte[] seen)
    {
        bool isNew = false;
        for (int i = 0; i < seen.Length; i++)
        {
            int count = Counts[i];
            if (count == 0)
                continue;
            byte magnitude = (byte)(1 << Math.Min(7, BitOperations.Log2((uint)count)));
            if ((seen[i] & magnitude) != 0)
                continue;
            seen[i] |= magnitude;
            isNew = true;
        }

        return isNew;
    }
}
