using System.Globalization;
using Cells.Bench.Micro.Messages;
using Cells.Bench.Micro.Protobuf;

namespace Cells.Bench.Micro.Workloads;

/// <summary>A batch of log entries.</summary>
internal sealed class LogWorkload : Workload
{
    /// <summary>As many entries as make about 1 MB.</summary>
    private const int MegabyteEntries = 5_500;

    private static readonly string[] Sources = ["Cells.Rpc.Session", "Cells.Nucleus.Supervisor", "Orders.Gateway", "Inventory.Stock"];

    private readonly Forms<LogBatch, LogBatchProto> _forms;

    internal LogWorkload()
        : this("log", MegabyteEntries)
    {
    }

    /// <summary>A batch of another size.</summary>
    internal LogWorkload(string name, int entries)
        : base(name, string.Create(CultureInfo.InvariantCulture, $"a batch of {entries:N0} log entries with two texts each"))
    {
        LogBatch value = Batch(entries);
        _forms = new Forms<LogBatch, LogBatchProto>(value, Proto(value), JsonForms.Default.LogBatch, LogBatchProto.Parser);
    }

    /// <inheritdoc/>
    public override int ImageBytes => _forms.ImageBytes;

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Write => _forms.Write();

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Access => _forms.Look(
        AccessImages, static batch => batch.Entries[batch.Entries.Count / 2].Ticks, static batch => batch.Entries[batch.Entries.Count / 2].Ticks);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Walk => _forms.Look(WalkImages, WalkValue, WalkProto);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Read => _forms.Read();

    private static LogBatch Batch(int entries)
    {
        var random = new Random(11);
        long ticks = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).Ticks;
        return new LogBatch("build-01", [.. Enumerable.Range(0, entries).Select(i => new LogEntry(
            ticks + i * 1_234,
            (LogLevel)random.Next(4),
            Sources[i % Sources.Length],
            Text($"Order {random.Next():D10} of account {random.Next(100_000):D5} was placed after {random.Next(1000)} ms: trace {random.NextInt64():x16}{random.NextInt64():x16}"),
            (uint)random.Next(1, 64)))]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static LogBatchProto Proto(LogBatch batch)
    {
        var proto = new LogBatchProto { Host = batch.Host };
        proto.Entries.AddRange(batch.Entries.Select(Proto));
        return proto;
    }

    private static LogEntryProto Proto(LogEntry entry) =>
        new() { Ticks = entry.Ticks, Level = (int)entry.Level, Source = entry.Source, Text = entry.Text, Thread = entry.Thread };

    private static long AccessImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            var entries = new LogBatch.View(images[i & (images.Length - 1)]).Entries;
            sum += entries[entries.Count / 2].Ticks;
        }

        return sum;
    }

    private static long WalkImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            var batch = new LogBatch.View(images[i & (images.Length - 1)]);
            sum += batch.Host.Bytes.Length;
            foreach (LogEntry.View entry in batch.Entries)
                sum += entry.Ticks + (int)entry.Level + entry.Source.Bytes.Length + entry.Text.Bytes.Length + entry.Thread;
        }

        return sum;
    }

    private static long WalkValue(LogBatch batch)
    {
        long sum = batch.Host.Length;
        foreach (LogEntry entry in batch.Entries)
            sum += entry.Ticks + (int)entry.Level + entry.Source.Length + entry.Text.Length + entry.Thread;
        return sum;
    }

    private static long WalkProto(LogBatchProto batch)
    {
        long sum = batch.Host.Length;
        foreach (LogEntryProto entry in batch.Entries)
            sum += entry.Ticks + entry.Level + entry.Source.Length + entry.Text.Length + entry.Thread;
        return sum;
    }
}
