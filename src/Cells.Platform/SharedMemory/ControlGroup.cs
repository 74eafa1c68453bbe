using System.Globalization;

namespace Cells.Platform.SharedMemory;

/// <summary>The memory limits of the control groups that a process is in: its own and those around it, of either version.</summary>
/// <param name="mounts">Where control groups are mounted.</param>
/// <param name="ownGroups">The file that says which groups the process is in, as <c>/proc/self/cgroup</c>.</param>
public sealed class ControlGroup(string mounts, string ownGroups)
{
    // Version 1 says it has no limit with a number near the largest.
    private const long NoLimit = 1L << 60;

    private static readonly Files Version2 = new("memory.max", "memory.current", "inactive_file");
    private static readonly Files Version1 = new("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");

    /// <summary>That of this process.</summary>
    public static ControlGroup OfThisProcess { get; } = new("/sys/fs/cgroup", "/proc/self/cgroup");

    /// <summary>How many bytes are left until the first limit. What the system can drop at any time, files that nobody uses, counts as left.</summary>
    public long Headroom()
    {
        long least = long.MaxValue;
        foreach (string line in Lines(ownGroups))
        {
            // number:controllers:path, where version 2 has no controllers.
            string[] parts = line.Split(':', 3);
            if (parts.Length < 3)
                continue;
            if (parts[1].Length == 0)
                least = Math.Min(least, Headroom(mounts, parts[2], Version2));
            else if (parts[1].Split(',').Contains("memory"))
                least = Math.Min(least, Headroom(Path.Combine(mounts, "memory"), parts[2], Version1));
        }

        return least;
    }

    /// <summary>From a group up to the mount's root. In a container a group's path may not be there; the root is then its own.</summary>
    private static long Headroom(string mount, string path, Files files)
    {
        long least = long.MaxValue;
        for (string? at = path.Trim('/'); at is not null; at = at.Length == 0 ? null : Path.GetDirectoryName(at) ?? "")
        {
            string group = Path.Combine(mount, at);
            if (Number(Path.Combine(group, files.Limit)) is { } limit && limit < NoLimit && Number(Path.Combine(group, files.Used)) is { } used)
                least = Math.Min(least, Math.Max(0, limit - used + Droppable(group, files)));
        }

        return least;
    }

    private static long Droppable(string group, Files files)
    {
        foreach (string line in Lines(Path.Combine(group, "memory.stat")))
        {
            if (line.StartsWith(files.Droppable, StringComparison.Ordinal) && line.Length > files.Droppable.Length && line[files.Droppable.Length] == ' ')
                return long.Parse(line.AsSpan(files.Droppable.Length + 1), CultureInfo.InvariantCulture);
        }

        return 0;
    }

    private static long? Number(string file) => Lines(file) is [string line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>Empty where there is no such file, or none that may be read.</summary>
    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private sealed record Files(string Limit, string Used, string Droppable);
}
