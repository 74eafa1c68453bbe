using System.Globalization;
using Dodeca.Hosting;

namespace Dodeca.Building;

/// <summary>Counts memory.</summary>
internal static class MemoryCount
{
    internal static async Task<MemoryUse> NowAsync(CellHost host, CancellationToken cancellation)
    {
        List<int> processes = [.. (await host.ListAsync(cancellation)).SelectMany(static cell => cell.Instances).Select(static instance => instance.ProcessId)];
        return new MemoryUse(ProportionalBytes(Environment.ProcessId), processes.Sum(ProportionalBytes), processes.Count);
    }

    private static long ProportionalBytes(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/smaps_rollup").FirstOrDefault(static line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return 0;
        }
    }
}
