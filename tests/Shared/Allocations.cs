namespace Cells.Tests;

/// <summary>What code allocates on the thread that runs it.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>
    /// Asserts that no round of <paramref name="rounds"/> allocates, <paramref name="count"/> rounds after each other. The least of a
    /// few attempts counts, and less than a byte a round: the runtime allocates for itself once in a while, and a pool that tests
    /// share makes a buffer more where another test holds the last one. What a round allocates itself is in every attempt.
    /// </summary>
    public static void None(int count, Action<int> rounds)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least >= count; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            rounds(count);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, count - 1);
    }
}
