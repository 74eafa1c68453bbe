namespace Cells.Chaos.Starts;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- starts --full</c> makes 2,000.</summary>
[Collection(AloneTests.Name)]
public sealed class StartTests
{
    [Fact]
    public async Task Starts_and_stops_leave_no_descriptor_thread_memory_process_or_file() => Assert.StartsWith("100 starts and stops", await StartRun.RunAsync(100), StringComparison.Ordinal);
}
