namespace Cells.Chaos.Crowds;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- sessions --full</c> opens ten thousand.</summary>
public sealed class CrowdTests
{
    private const int Sessions = 1000;

    /// <summary>Ten thousand sessions in a gigabyte are 100 KiB each; the process itself takes some.</summary>
    private const long MaxBytes = (150L << 20) + (Sessions * (100L << 10));

    private const int MaxThreads = 60;

    [Fact]
    public async Task Many_open_sessions_take_neither_a_thread_nor_much_memory_each()
    {
        CrowdReport report = await CrowdRun.RunAsync(Sessions);
        Assert.InRange(report.Server.ResidentBytes, 0, MaxBytes);
        Assert.InRange(report.Server.Threads, 1, MaxThreads);
    }
}
