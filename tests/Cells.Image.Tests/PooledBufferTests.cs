using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cells.Image.Tests;

/// <summary>Buffers by size, kept for those who come next.</summary>
public class PooledBufferTests
{
    /// <summary>A size that no other test needs.</summary>
    private const int Bytes = 5 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_was_returned_is_taken_again_and_goes_with_a_full_collection_once_nobody_has_needed_it_for_some_seconds()
    {
        WeakReference[] buffers = TakeAndReturn();
        GC.Collect();
        Assert.True(IsTakenAgain(buffers));

        long begun = Stopwatch.GetTimestamp();
        while (Array.Exists(buffers, static buffer => buffer.IsAlive))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "they are kept for ever");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(100);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] TakeAndReturn()
    {
        PooledImageBuffer[] taken = [PooledImageBuffer.Rent(Bytes), PooledImageBuffer.Rent(Bytes), PooledImageBuffer.Rent(Bytes)];
        foreach (PooledImageBuffer buffer in taken)
            buffer.Release();
        return [.. taken.Select(static buffer => new WeakReference(buffer))];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTakenAgain(WeakReference[] buffers)
    {
        PooledImageBuffer buffer = PooledImageBuffer.Rent(Bytes);
        bool isOneOfThem = Array.Exists(buffers, one => ReferenceEquals(one.Target, buffer));
        buffer.Release();
        return isOneOfThem;
    }
}
