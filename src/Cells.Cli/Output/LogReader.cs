using System.Globalization;
using System.Text;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Output;

/// <summary>Reads a cell's log as bytes, and follows it across its rotations.</summary>
/// <param name="files">The cell's files.</param>
/// <param name="withTimes">Whether each line begins with when it was written.</param>
internal sealed class LogReader(CellFiles files, bool withTimes)
{
    private const int BufferBytes = 64 << 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private LogTimes _times = withTimes ? LogTimes.Load(files) : LogTimes.None;
    private bool _isInLine;

    internal async Task CopyAsync(Stream to, int? lines, bool follow, CancellationToken cancellation)
    {
        long position = lines is { } count ? StartOfLastLines(Math.Max(0, count)) : 0;
        position = await CopyFromAsync(position, to, cancellation);
        while (follow)
        {
            await Task.Delay(Look, cancellation);
            position = await CopyFromAsync(position, to, cancellation);
        }
    }

    /// <summary>Copies what stands after a position; returns the next one. What is shorter than that was moved aside and begins anew.</summary>
    private async Task<long> CopyFromAsync(long position, Stream to, CancellationToken cancellation)
    {
        await using FileStream log = Open();
        if (log.Length < position)
            (position, _times) = (0, LogTimes.None);
        log.Position = position;
        if (withTimes)
            await CopyLinesAsync(log, to, cancellation);
        else
            await log.CopyToAsync(to, BufferBytes, cancellation);
        await to.FlushAsync(cancellation);
        return log.Position;
    }

    private async Task CopyLinesAsync(FileStream log, Stream to, CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferBytes];
        long position = log.Position;
        int count;
        while ((count = await log.ReadAsync(buffer, cancellation)) > 0)
        {
            for (int start = 0; start < count;)
            {
                if (!_isInLine && !BeginsWithTime(buffer.AsSpan(start, count - start)))
                    await to.WriteAsync(Encoding.ASCII.GetBytes(TimeOf(position + start)), cancellation);
                int newline = buffer.AsSpan(start, count - start).IndexOf((byte)'\n');
                int end = newline < 0 ? count : start + newline + 1;
                await to.WriteAsync(buffer.AsMemory(start, end - start), cancellation);
                _isInLine = newline < 0;
                start = end;
            }

            position += count;
        }
    }

    /// <summary>What the supervisor has not seen yet was written when the file was last written to.</summary>
    private string TimeOf(long position) =>
        (_times.Of(position) ?? File.GetLastWriteTimeUtc(files.Log)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture);

    /// <summary>The supervisor's own lines do.</summary>
    private static bool BeginsWithTime(ReadOnlySpan<byte> line)
    {
        const int timeBytes = 24;
        return line.Length > timeBytes && line[timeBytes..].StartsWith(" nucleus: "u8);
    }

    private long StartOfLastLines(int count)
    {
        using FileStream log = Open();
        Span<byte> buffer = stackalloc byte[4096];
        long position = log.Length;
        int found = -1;
        while (position > 0)
        {
            int take = (int)Math.Min(buffer.Length, position);
            log.Position = position - take;
            log.ReadExactly(buffer[..take]);
            for (int i = take - 1; i >= 0; i--)
            {
                // The newline that ends the last line begins no further one.
                if (buffer[i] == (byte)'\n' && ++found == count)
                    return position - take + i + 1;
            }

            position -= take;
        }

        return 0;
    }

    private FileStream Open() => new(files.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
