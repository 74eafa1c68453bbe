using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Logs;

/// <summary>Reads a cell's log line by line, and what is added to it, across its rotations. It reads the files themselves, so that it works with and without a supervisor.</summary>
/// <param name="cell">The cell's name.</param>
/// <param name="files">The cell's files.</param>
internal sealed class LogTail(string cell, CellFiles files)
{
    private const int BufferBytes = 64 << 10;

    /// <summary>A line that is longer than this is shown in pieces.</summary>
    private const int MaxLineBytes = 1 << 20;

    private readonly List<byte> _unfinished = [];
    private LogTimes _times = LogTimes.Load(files);
    private long _position;

    /// <summary>The cell's name.</summary>
    internal string Cell => cell;

    /// <summary>Begins with the last lines.</summary>
    internal void SkipToLast(int count)
    {
        using FileStream? log = TryOpen(files.Log);
        if (log is null)
            return;
        Span<byte> buffer = stackalloc byte[4096];
        _position = log.Length;
        int found = -1;
        while (_position > 0)
        {
            int take = (int)Math.Min(buffer.Length, _position);
            log.Position = _position - take;
            log.ReadExactly(buffer[..take]);
            for (int i = take - 1; i >= 0; i--)
            {
                // The newline that ends the last line begins no further one.
                if (buffer[i] == (byte)'\n' && ++found == count)
                {
                    _position = _position - take + i + 1;
                    return;
                }
            }

            _position -= take;
        }
    }

    /// <summary>The lines that have come to their end since the last look.</summary>
    internal IEnumerable<LogLine> ReadNew()
    {
        using FileStream? log = TryOpen(files.Log);
        if (log is null)
            yield break;
        if (log.Length < _position)
        {
            // What had not been read was moved aside.
            foreach (LogLine line in ReadFrom(files.PreviousLog))
                yield return line;
            (_position, _times) = (0, LogTimes.None);
        }

        foreach (LogLine line in ReadFrom(log))
            yield return line;
    }

    /// <summary>The line that has not come to its end; null where there is none.</summary>
    internal LogLine? TakeUnfinished()
    {
        if (_unfinished.Count == 0)
            return null;
        byte[] text = [.. _unfinished];
        _unfinished.Clear();
        return LineOf(_position - text.Length, text);
    }

    private IEnumerable<LogLine> ReadFrom(string path)
    {
        using FileStream? log = TryOpen(path);
        if (log is null)
            yield break;
        foreach (LogLine line in ReadFrom(log))
            yield return line;
    }

    private IEnumerable<LogLine> ReadFrom(FileStream log)
    {
        log.Position = Math.Min(_position, log.Length);
        while (true)
        {
            byte[] buffer = new byte[BufferBytes];
            int count = log.Read(buffer);
            if (count == 0)
                yield break;
            for (int start = 0; start < count;)
            {
                int newline = buffer.AsSpan(start, count - start).IndexOf((byte)'\n');
                int end = newline < 0 ? count : start + newline + 1;
                ReadOnlyMemory<byte> piece = buffer.AsMemory(start, end - start);
                _position += piece.Length;
                start = end;
                if (newline >= 0 && _unfinished.Count == 0)
                {
                    yield return LineOf(_position - piece.Length, piece);
                    continue;
                }

                _unfinished.AddRange(piece.Span);
                if ((newline >= 0 || _unfinished.Count > MaxLineBytes) && TakeUnfinished() is { } line)
                    yield return line;
            }
        }
    }

    /// <summary>What the supervisor has not seen yet was written when the file was last written to.</summary>
    private LogLine LineOf(long position, ReadOnlyMemory<byte> text) =>
        new(cell, LogLine.OwnTime(text.Span) ?? _times.Of(position) ?? File.GetLastWriteTimeUtc(files.Log), text);

    /// <summary>Null where there is nothing, or nothing any more: the folders of programs that have ended are removed.</summary>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
