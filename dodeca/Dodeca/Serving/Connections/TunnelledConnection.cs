using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Cells;
using Dodeca.Hosting;
using Dodeca.Http;
using Dodeca.Problems;

namespace Dodeca.Serving.Connections;

/// <summary>A connection whose bytes go through a tunnel to the HTTP cell. When the cell is replaced or dies, it goes on with the next process, to which a request is sent that was not begun to be answered.</summary>
internal sealed class TunnelledConnection(Socket socket, CellPool<TcpTunnelClient> http) : IDisposable
{
    private const int BufferBytes = 16 << 10;

    /// <summary>How often another process may go on with it: a cell that dies each time is not asked for ever.</summary>
    private const int MaxRepeats = 100;

    /// <summary>Who writes also passes on: another thread would only have to be woken for it.</summary>
    private static readonly PipeOptions Straight = new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, minimumSegmentSize: BufferBytes, useSynchronizationContext: false);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly Exchange _exchange = new();
    private long _lastUse = Environment.TickCount64;

    /// <summary>When something was last heard from the other side, in milliseconds.</summary>
    internal long LastUse => Volatile.Read(ref _lastUse);

    /// <summary>Serves it until either side ends it.</summary>
    internal async Task ServeAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closed.Token);
        string peer = socket.RemoteEndPoint?.ToString() ?? "";
        TimeSpan pause = FirstPause;
        for (int repeats = 0; ;)
        {
            try
            {
                TunnelEnd end = await PassAsync(peer, over.Token);
                if (end == TunnelEnd.Draining && _exchange.CanGoOn)
                    continue;
                socket.Shutdown(SocketShutdown.Send);
                return;
            }
            catch (CellException error) when (error.Code is CellErrorCode.PeerLost or CellErrorCode.GoAway && _exchange.CanGoOn && repeats < MaxRepeats)
            {
                // The next process answers, as soon as it is there.
                repeats++;
                await Task.Delay(pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception error) when (error is CellException or OperationCanceledException or SocketException or IOException or SiteException)
            {
                // Either side has gone. Who still waits sees the connection end, and may come again.
                return;
            }
        }
    }

    /// <summary>Ends it.</summary>
    internal void Close() => _closed.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        _closed.Dispose();
    }

    private async Task<TunnelEnd> PassAsync(string peer, CancellationToken cancellation)
    {
        var toCell = new Pipe(Straight);
        var fromCell = new Pipe(Straight);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task receiving = ReceiveAsync(toCell.Writer, ended.Token);
        Task sending = SendAsync(fromCell.Reader, ended.Token);
        try
        {
            // When the call ends, both pipes have; of what the cell has sent, the last may still be in them.
            TunnelEnd end = await http.HoldAsync((client, stop) => client.OpenAsync(peer, new Ends(toCell.Reader, fromCell.Writer), stop), cancellation);
            await sending;
            return end;
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(receiving, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(PipeWriter destination, CancellationToken cancellation)
    {
        try
        {
            if (_exchange.Unanswered is { Length: > 0 } again)
                await destination.WriteAsync(again, cancellation);
            while (true)
            {
                Memory<byte> free = destination.GetMemory(BufferBytes);
                int count = await socket.ReceiveAsync(free, cancellation);
                if (count == 0)
                {
                    _exchange.AskedAll();
                    break;
                }

                Volatile.Write(ref _lastUse, Environment.TickCount64);
                _exchange.Asked(free.Span[..count]);
                destination.Advance(count);
                if ((await destination.FlushAsync(cancellation)).IsCompleted)
                    break;
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // Whoever has gone without a word has gone: to the server that is the end, and no failure of its own.
        }

        await destination.CompleteAsync();
    }

    private async Task SendAsync(PipeReader source, CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult read = await source.ReadAsync(cancellation);
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                _exchange.Answered(part.Span);
                for (int sent = 0; sent < part.Length;)
                    sent += await socket.SendAsync(part[sent..], cancellation);
            }

            source.AdvanceTo(read.Buffer.End);
            Volatile.Write(ref _lastUse, Environment.TickCount64);
            if (read.IsCompleted)
                break;
        }

        await source.CompleteAsync();
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
