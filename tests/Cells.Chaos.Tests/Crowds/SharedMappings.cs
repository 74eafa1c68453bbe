using System.Globalization;

namespace Cells.Chaos.Crowds;

/// <summary>The anonymous files that a process has mapped, as the kernel says.</summary>
internal static class SharedMappings
{
    /// <summary>How many bytes of them are resident.</summary>
    internal static long ResidentBytes(int process)
    {
        long kilobytes = 0;
        bool counts = false;
        foreach (string line in File.ReadLines($"/proc/{process}/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 5 && words[0].Contains('-', StringComparison.Ordinal))
                counts = line.Contains(" /memfd:", StringComparison.Ordinal);
            else if (counts && words is ["Rss:", var size, "kB"])
                kilobytes += long.Parse(size, CultureInfo.InvariantCulture);
        }

        return kilobytes << 10;
    }
}
