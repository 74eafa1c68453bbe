using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Cells.Cli.Output;

/// <summary>Writes a line with its time for whatever is logged.</summary>
internal sealed class LineLogger(TextWriter writer) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        string time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (writer)
            writer.WriteLine($"{time} {formatter(state, exception)}{(exception is null ? "" : $": {exception.Message}")}");
    }
}
