namespace Cells.Conformance.Streams;

/// <summary>Nothing else runs beside them, since what the whole process allocates is counted.</summary>
[CollectionDefinition(nameof(StreamAllocationTests), DisableParallelization = true)]
[Collection(nameof(StreamAllocationTests))]
public sealed class StreamAllocationTests
{
    private const int Items = 20_000;

    [Theory]
    [InlineData("unix")]
    [InlineData("inproc")]
    public async Task Items_without_memory_of_their_own_allocate_nothing(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Point> points = feeds.Client.PointsAsync().GetAsyncEnumerator();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 8 && least >= Items; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Items; i++)
                Assert.True(await points.MoveNextAsync());
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Less than a byte an item: what the runtime does now and then is not ours.
        Assert.InRange(least, 0, Items - 1);
    }
}
