namespace Cells.Bench.Micro.Messages;

/// <summary>How much an entry matters.</summary>
public enum LogLevel
{
    /// <summary>To find a mistake.</summary>
    Debug,

    /// <summary>As it should be.</summary>
    Information,

    /// <summary>Not as it should be.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Error,
}

/// <summary>An entry of a log.</summary>
[CellMessage]
public sealed partial record LogEntry(long Ticks, LogLevel Level, string Source, string Text, uint Thread);

/// <summary>Entries of one host.</summary>
[CellMessage]
public sealed partial record LogBatch(string Host, List<LogEntry> Entries);
