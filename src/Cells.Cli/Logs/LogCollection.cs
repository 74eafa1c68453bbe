using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Logs;

/// <summary>The logs of several cells, read together.</summary>
internal sealed class LogCollection
{
    /// <summary>How often logs are looked at that are followed.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly SupervisorFiles _files;
    private readonly IReadOnlyList<string> _typed;
    private readonly List<LogTail> _tails = [];

    /// <param name="files">The run directory's files.</param>
    /// <param name="typed">The names of cells, or of programs that have cells; none: all that there are, and will be.</param>
    internal LogCollection(SupervisorFiles files, IReadOnlyList<string> typed)
    {
        _files = files;
        _typed = typed;
        List<LogSource> sources = [.. Sources()];
        bool isOfOne = typed is [var name] && sources is [var source] && RunDirectory.NormalName(source.Name) == RunDirectory.NormalName(name);
        NameWidth = isOfOne ? 0 : sources.Select(static source => source.Name.Length).DefaultIfEmpty().Max();
        LookForOthers();
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
        LookForOthers();
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

    /// <summary>Logs of programs go with them; others come.</summary>
    private void LookForOthers()
    {
        List<LogSource> sources = [.. Sources()];
        _tails.RemoveAll(tail => !sources.Exists(source => source.Name == tail.Cell));
        _tails.AddRange(sources.Where(source => !_tails.Exists(tail => tail.Cell == source.Name)).Select(static source => new LogTail(source.Name, source.Files)));
    }

    private IEnumerable<LogSource> Sources() => LogSource.Of(_files).Where(source => _typed.Count == 0 || _typed.Any(source.IsMeantBy));
}
