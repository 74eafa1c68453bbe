using System.Collections.Concurrent;
using Cells.Nucleus.Contracts;
using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.Processes;
using Cells.Platform.Sockets;

namespace Cells.Nucleus.Supervision;

/// <summary>Where cells that outlived their supervisor report to the next one. It is open until those that are expected have reported, or have had their time.</summary>
internal sealed class AdoptionDesk : IDisposable
{
    private const int LookMilliseconds = 100;
    private const int HandOverTimeoutMilliseconds = 2_000;

    private readonly string _path;
    private readonly UnixSocket _socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Orphan>> _expected = new();
    private readonly Thread _thread;
    private volatile bool _closed;

    /// <summary>Opens it.</summary>
    internal AdoptionDesk(string path)
    {
        _path = path;
        File.Delete(path);
        _socket = UnixSocket.Listen(path);
        _thread = new Thread(Serve) { IsBackground = true, Name = "adoption" };
        _thread.Start();
    }

    /// <summary>Waits for a process to report.</summary>
    /// <param name="process">The process.</param>
    /// <param name="timeout">How long.</param>
    /// <returns>What it brought; null where it ended, or did not report in time.</returns>
    internal async Task<Orphan?> ExpectAsync(ChildProcess process, TimeSpan timeout)
    {
        TaskCompletionSource<Orphan> reported = _expected.GetOrAdd(process.ProcessId, static _ => new TaskCompletionSource<Orphan>(TaskCreationOptions.RunContinuationsAsynchronously));
        using var over = new CancellationTokenSource();
        await Task.WhenAny(reported.Task, process.Exited, Task.Delay(timeout, over.Token));
        await over.CancelAsync();
        return reported.Task.IsCompletedSuccessfully ? await reported.Task : null;
    }

    /// <summary>Whoever has not reported finds nobody any more.</summary>
    public void Dispose()
    {
        File.Delete(_path);
        _closed = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve()
    {
        while (!_closed)
        {
            if (!_socket.WaitReadable(alsoWritable: false, LookMilliseconds))
                continue;
            try
            {
                if (_socket.Accept() is { } connection)
                    Take(connection);
            }
            catch (PlatformException)
            {
                // No descriptors left for it: it tries again.
            }
        }
    }

    private void Take(UnixSocket connection)
    {
        try
        {
            // The kernel says who it is: the process that connected.
            if (_expected.TryGetValue(connection.PeerCredentials.ProcessId, out TaskCompletionSource<Orphan>? reported)
                && connection.ReceiveDescriptors(HandOverTimeoutMilliseconds) is (ControlChannel.ListenerMark, { Length: > 0 } descriptors))
            {
                foreach (DescriptorHandle further in descriptors.AsSpan(1))
                    further.Dispose();
                if (reported.TrySetResult(new Orphan(connection, new UnixSocket(descriptors[0]))))
                    return;
            }
        }
        catch (Exception error) when (error is PlatformException or TimeoutException)
        {
            // It has ended meanwhile, or is none of ours.
        }

        connection.Dispose();
    }
}

/// <summary>What a process that was left behind brings.</summary>
/// <param name="Control">Its control socket.</param>
/// <param name="Listener">The socket that it accepts on.</param>
internal sealed record Orphan(UnixSocket Control, UnixSocket Listener);
