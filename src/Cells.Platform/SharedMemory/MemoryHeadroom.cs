using System.Globalization;

namespace Cells.Platform.SharedMemory;

/// <summary>How much memory this process may still take: beyond it the system kills processes rather than saying no.</summary>
internal static class MemoryHeadroom
{
    private const string ControlGroup = "/sys/fs/cgroup/";

    /// <summary>What is left of the machine's memory, or of the control group's where that is less.</summary>
    internal static long Bytes() => Math.Min(OfMachine(), OfControlGroup());

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

    private static long OfControlGroup() =>
        Read("memory.max") is { } limit && Read("memory.current") is { } used ? Math.Max(0, limit - used) : long.MaxValue;

    /// <summary>Null where there is no limit, or no such file.</summary>
    private static long? Read(string name)
    {
        try
        {
            return long.TryParse(File.ReadAllText(ControlGroup + name), CultureInfo.InvariantCulture, out long value) ? value : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
