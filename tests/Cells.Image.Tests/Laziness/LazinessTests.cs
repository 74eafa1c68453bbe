using System.Buffers.Binary;
using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests.Laziness;

/// <summary>"No validation pass", shown: reading one field touches the pages of that field and no other, however large the image is.</summary>
public class LazinessTests
{
    private const int Megabyte = 1 << 20;
    private const int Gigabyte = 1 << 30;

    private delegate long Look(ReadOnlySpan<byte> image);

    [LinuxFact]
    public void A_text_before_a_gigabyte_is_read_without_a_look_at_it() =>
        Assert.Equal(Measure(Megabyte, WriteBulk, ReadText), Measure(Gigabyte, WriteBulk, ReadText));

    [LinuxFact]
    public void The_last_of_a_gigabyte_of_bytes_costs_one_page()
    {
        (long Value, int Pages, long Allocated) cost = Measure(Gigabyte, WriteBulk, ReadLastByte);
        Assert.Equal((0, 1, 0), cost);
        Assert.Equal(Measure(Megabyte, WriteBulk, ReadLastByte), cost);
    }

    [LinuxFact]
    public void The_last_of_a_gigabyte_of_messages_is_found_by_its_stride()
    {
        (long Value, int Pages, long Allocated) cost = Measure(Gigabyte, WriteLists, ReadLastId);
        Assert.Equal((77, 0, 0), cost);
        Assert.Equal(Measure(Megabyte, WriteLists, ReadLastId), cost);
    }

    [LinuxFact]
    public void A_gigabyte_of_bytes_is_handed_out_in_place()
    {
        (long Value, int Pages, long Allocated) cost = Measure(Gigabyte, WriteBulk, static image => new Bulk.View(image).Bytes.Length);
        Assert.InRange(cost.Value, Gigabyte - 4096, Gigabyte);
        Assert.Equal((0, 0), (cost.Pages, cost.Allocated));
    }

    /// <summary>What a look gives, how many pages it touched that writing the image had not, and what it allocated.</summary>
    private static (long Value, int Pages, long Allocated) Measure(int bytes, Action<Span<byte>> write, Look look)
    {
        using (var warm = new SparseMemory(Megabyte))
        {
            write(warm.Span);
            look(warm.Span);
        }

        using var memory = new SparseMemory(bytes);
        write(memory.Span);
        int written = memory.TouchedPages();
        Assert.InRange(written, 1, 2);

        ReadOnlySpan<byte> image = memory.Span;
        long before = GC.GetAllocatedBytesForCurrentThread();
        long value = look(image);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (value, memory.TouchedPages() - written, allocated);
    }

    private static long ReadText(ReadOnlySpan<byte> image)
    {
        long sum = 0;
        foreach (byte one in new Bulk.View(image).Text.Bytes)
            sum += one;
        return sum;
    }

    private static long ReadLastByte(ReadOnlySpan<byte> image) => new Bulk.View(image).Bytes[^1];

    private static long ReadLastId(ReadOnlySpan<byte> image)
    {
        var ids = new Lists.View(image).OrderIds;
        return (long)ids[ids.Count - 1].Id;
    }

    /// <summary>A text, and bytes from there to the memory's end, which stay as they are.</summary>
    private static void WriteBulk(Span<byte> memory)
    {
        int start = Write(memory, new Bulk("AAPL", [], default, null, null, null));
        BinaryPrimitives.WriteInt32LittleEndian(memory[12..], start);
        BinaryPrimitives.WriteInt32LittleEndian(memory[16..], memory.Length - start);
    }

    /// <summary>A list of messages from the block to the memory's end, of which only the last one is written.</summary>
    private static void WriteLists(Span<byte> memory)
    {
        const int Reference = 4 + 12 * 8;
        const int Stride = 16;
        int start = Write(memory, Values.EmptyLists);
        int count = (memory.Length - start - 8) / Stride;
        BinaryPrimitives.WriteInt32LittleEndian(memory[Reference..], start);
        BinaryPrimitives.WriteInt32LittleEndian(memory[(Reference + 4)..], count);
        BinaryPrimitives.WriteInt32LittleEndian(memory[start..], Stride);
        ImageCodec.Write(memory.Slice(start + 8 + (count - 1) * Stride, Stride), new OrderId(77));
    }

    private static int Write<T>(Span<byte> memory, T value)
        where T : IImageMessage<T>
    {
        int bytes = ImageCodec.Measure(value);
        ImageCodec.Write(memory[..bytes], value);
        return (bytes + 15) & ~15;
    }
}
