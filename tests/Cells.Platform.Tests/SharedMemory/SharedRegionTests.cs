using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Platform.Tests.SharedMemory;

public sealed class SharedRegionTests
{
    private const int Bytes = 64 << 10;

    [Fact]
    public void Nobody_can_write_cut_or_punch_a_region_but_who_made_it()
    {
        using SharedRegion region = SharedRegion.Create(Bytes);
        Assert.False(ForeignMemory.CanBeWrittenBy(region.Descriptor, Bytes));
    }

    [Fact]
    public void Foreign_memory_that_is_sealed_and_complete_is_mapped()
    {
        using var memory = new ForeignMemory(Bytes);
        using SharedRegion region = SharedRegion.Open(memory.Duplicate(), Bytes);
        Assert.Equal(Bytes, region.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x2 | 0x4 | 0x10)]
    [InlineData(0x1 | 0x4 | 0x10)]
    [InlineData(0x1 | 0x2 | 0x10)]
    [InlineData(0x1 | 0x2 | 0x4)]
    public void Memory_that_lacks_a_seal_is_refused(int seals)
    {
        using var memory = new ForeignMemory(Bytes, seals);
        Assert.Contains("sealed", Assert.Throws<InvalidDataException>(() => SharedRegion.Open(memory.Duplicate(), Bytes)).Message);
    }

    [Fact]
    public void Memory_with_holes_is_refused()
    {
        using var memory = new ForeignMemory(Bytes, isComplete: false);
        Assert.Contains("holes", Assert.Throws<InvalidDataException>(() => SharedRegion.Open(memory.Duplicate(), Bytes)).Message);
    }

    [Fact]
    public void Memory_of_another_size_is_refused()
    {
        using var memory = new ForeignMemory(Bytes);
        Assert.Contains($"{2 * Bytes}", Assert.Throws<InvalidDataException>(() => SharedRegion.Open(memory.Duplicate(), 2 * Bytes)).Message);
    }

    [Fact]
    public void What_is_no_memory_is_refused()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.Pair();
        using (first)
        using (second)
            Assert.Contains("sealed", Assert.Throws<InvalidDataException>(() => SharedRegion.Open(first.Handle, Bytes)).Message);
    }
}
