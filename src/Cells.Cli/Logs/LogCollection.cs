using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Logs;

/// <summary>The logs of several cells, read together.</summary>
internal sealed class LogCollection
{
    /// <summary>How often logs are looked at that are followed.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly SupervisorFiles _files;
    private readonly IReadOnlyList<string> _names;
    private readonly List<LogTail> _tails = [];

    /// <param name="files">The run directory's files.</param>
    /// <param name="names">The cells; none: all that there are, and will be.</param>
    internal LogCollection(SupervisorFiles files, IReadOnlyList<string> names)
    {
        _files = files;
        _names = names;
        NameWidth = names.Count == 1 ? 0 : Names().Select(static name => name.Length).DefaultIfEmpty().Max();
        AddNew();
    }

    /// <summary>Whether nothing is there.</summary>
    internal bool IsEmpty => _tails.Count == 0;

    /// <summary>How wide names are that stand before lines; 0 where all are of one cell.</summary>
    internal int NameWidth { get; }

    /// <summary>Begins with the last lines of each.</summary>
    internal void SkipToLast(int count) => _tails.ForEach(tail => tail.SkipToLast(count));

    /// <summary>Prints what has come since the last look, in the order of times.</summary>
    internal void PrintNew(LogPrinter printer)
    {
        AddNew();
        Print([.. _tails.Select(static tail => tail.ReadNew())], printer);
    }

    /// <summary>Prints what comes from now on, until it is cancelled.</summary>
    internal async Task FollowAsync(LogPrinter printer, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Look, cancellation);
            PrintNew(printer);
        }
    }

    /// <summary>Prints lines that have not come to their end.</summary>
    internal void PrintUnfinished(LogPrinter printer) => Print([.. _tails.Select(static tail => tail.TakeUnfinished() is { } rest ? [rest] : Enumerable.Empty<LogLine>())], printer);

    private static void Print(List<IEnumerable<LogLine>> logs, LogPrinter printer)
    {
        // Where there is nothing to sort, a long log need not be kept in mind.
        IEnumerable<LogLine> lines = logs is [var only] ? only : logs.SelectMany(static log => InOrder(log)).OrderBy(static line => line.Order).Select(static line => line.Line);
        foreach (LogLine line in lines)
            printer.Write(line);
        printer.Flush();
    }

    /// <summary>A line whose time is known less exactly than that of the one before does not move before it.</summary>
    private static IEnumerable<(DateTime Order, LogLine Line)> InOrder(IEnumerable<LogLine> log)
    {
        DateTime latest = DateTime.MinValue;
        foreach (LogLine line in log)
        {
            latest = line.Time > latest ? line.Time : latest;
            yield return (latest, line);
        }
    }

    private void AddNew() => _tails.AddRange(Names()
        .Where(name => !_tails.Exists(tail => tail.Cell == name) && File.Exists(_files.Cell(name).Log))
        .Select(name => new LogTail(name, _files.Cell(name))));

    private IEnumerable<string> Names() => _names.Count > 0 ? _names : _files.CellNames().Where(name => File.Exists(_files.Cell(name).Log));
}
