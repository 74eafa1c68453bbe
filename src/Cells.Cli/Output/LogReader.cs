using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Output;

/// <summary>Reads a cell's log as bytes, and follows it across its rotations.</summary>
internal sealed class LogReader(CellFiles files)
{
    private const int BufferBytes = 64 << 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

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
            position = 0;
        log.Position = position;
        await log.CopyToAsync(to, BufferBytes, cancellation);
        await to.FlushAsync(cancellation);
        return log.Position;
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
