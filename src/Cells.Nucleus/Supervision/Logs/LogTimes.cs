using System.Globalization;
using Cells.Nucleus.RunDirectories;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// When the lines of a cell's log were written. A cell writes its log by itself; its supervisor looks at it again and again, and notes in a
/// file beside it how long the log was at what time.
/// </summary>
public sealed class LogTimes
{
    /// <summary>Nothing is known.</summary>
    public static readonly LogTimes None = new([]);

    private readonly List<(long Length, DateTime Time)> _entries;

    private LogTimes(List<(long Length, DateTime Time)> entries) => _entries = entries;

    /// <summary>What was noted of a cell's log.</summary>
    public static LogTimes Load(CellFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!File.Exists(files.LogTimes))
            return None;
        List<(long Length, DateTime Time)> entries = [];
        foreach (string line in File.ReadLines(files.LogTimes))
        {
            string[] parts = line.Split(' ');
            if (parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out long length) && long.TryParse(parts[1], CultureInfo.InvariantCulture, out long milliseconds))
                entries.Add((length, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime));
        }

        return new LogTimes(entries);
    }

    /// <summary>When the byte at a position was first seen; null: not yet.</summary>
    public DateTime? Of(long position)
    {
        int first = 0;
        for (int count = _entries.Count; count > 0;)
        {
            int half = count / 2;
            if (_entries[first + half].Length <= position)
                (first, count) = (first + half + 1, count - half - 1);
            else
                count = half;
        }

        return first < _entries.Count ? _entries[first].Time : null;
    }

    internal static string Entry(long length, DateTime time) => string.Create(CultureInfo.InvariantCulture, $"{length} {new DateTimeOffset(time).ToUnixTimeMilliseconds()}");
}
