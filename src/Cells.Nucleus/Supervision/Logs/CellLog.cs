using System.Globalization;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Native;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// A cell's log: a file that its processes append to by themselves, so that nobody has to read for them to go on. The supervisor adds
/// lines about the cell, and moves what is there aside when it becomes too much.
/// </summary>
internal sealed class CellLog : IDisposable
{
    private const int CopyBytes = 1 << 20;

    private readonly CellFiles _files;
    private readonly SupervisionLimits _limits;
    private readonly AppendOnlyFile _file;
    private readonly AppendOnlyFile _times;
    private readonly Lock _gate = new();
    private long _noted = -1;
    private volatile bool _hasGrown;

    internal CellLog(CellFiles files, SupervisionLimits limits)
    {
        _files = files;
        _limits = limits;
        _file = new AppendOnlyFile(files.Log);
        _times = new AppendOnlyFile(files.LogTimes);
    }

    /// <summary>What a process inherits as its output.</summary>
    internal DescriptorHandle Handle => _file.Handle;

    /// <summary>Where the next line will stand.</summary>
    internal long Position => _file.Length;

    /// <summary>Adds a line about the cell.</summary>
    internal void Event(string text)
    {
        NoteTime();
        _file.AppendLine($"{DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} nucleus: {text}");
    }

    /// <summary>Notes what is new, and moves what is there aside if it has become too much.</summary>
    internal void Beat()
    {
        NoteTime();
        if (!_hasGrown)
            return;
        _hasGrown = false;
        RotateIfLarge();
    }

    /// <summary>The last lines that the cell's process itself wrote after a position.</summary>
    internal List<string> LastLines(long from)
    {
        const long tailBytes = 64 << 10;
        using var stream = new FileStream(_files.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long start = from > stream.Length ? 0 : from;
        stream.Position = Math.Max(start, stream.Length - tailBytes);
        using var reader = new StreamReader(stream);
        List<string> lines = [];
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains("Z nucleus: ", StringComparison.Ordinal))
                lines.Add(line);
        }

        return lines.Count <= _limits.QuotedLines ? lines : lines[^_limits.QuotedLines..];
    }

    /// <summary>Notes that what stands there now, and did not at the last look, was written until now.</summary>
    private void NoteTime()
    {
        lock (_gate)
        {
            long length = _file.Length;
            if (length == _noted)
                return;
            _times.AppendLine(LogTimes.Entry(length, DateTime.UtcNow));
            _noted = length;
            _hasGrown = true;
        }
    }

    /// <summary>
    /// Moves the content aside if it is too much. The file itself stays, since processes hold it open. A line that is written between the
    /// last look and the clearing is lost; the copy catches up until there is nothing more, which makes that a matter of microseconds.
    /// A cell that writes a little all the time has more times than lines; they are bounded as well.
    /// </summary>
    private void RotateIfLarge()
    {
        lock (_gate)
        {
            if (_file.Length <= _limits.MaxLogBytes && _times.Length <= _limits.MaxLogBytes)
                return;
            string draft = _files.PreviousLog + ".new";
            using (var from = new FileStream(_files.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1))
            using (var to = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                from.CopyTo(to, CopyBytes);
                _file.Clear();
            }

            File.Move(draft, _files.PreviousLog, overwrite: true);
            File.Copy(_files.LogTimes, _files.PreviousLogTimes, overwrite: true);
            _times.Clear();
            Event($"the log had more than {_limits.MaxLogBytes} bytes (MaxLogBytes); what it held is in {Path.GetFileName(_files.PreviousLog)}");
        }
    }

    public void Dispose()
    {
        NoteTime();
        _file.Dispose();
        _times.Dispose();
    }
}
