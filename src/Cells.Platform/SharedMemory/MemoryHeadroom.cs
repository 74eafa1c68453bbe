using System.Globalization;

namespace Cells.Platform.SharedMemory;

/// <summary>How much memory this process may still take: beyond it the system kills processes rather than saying no.</summary>
internal static class MemoryHeadroom
{
    /// <summary>What is left of the machine's memory, or of its control groups where that is less.</summary>
    internal static long Bytes() => Math.Min(OfMachine(), ControlGroup.OfThisProcess.Headroom());

    private static long OfMachine()
    {
        const string available = "MemAvailable:";
        foreach (string line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith(available, StringComparison.Ordinal))
                return long.Parse(line.AsSpan(available.Length).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) << 10;
        }

        return long.MaxValue;
    }
}
