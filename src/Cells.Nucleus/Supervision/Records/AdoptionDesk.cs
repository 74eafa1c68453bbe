using System.Collections.Concurrent;
using Cells.Nucleus.Contracts;
using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.Processes;
using Cells.Platform.Sockets;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// Where cells that outlived their supervisor report to the next one, for as long as that runs. Those that it goes on with are taken over; others, of which it finds
/// nothing written down, are dismissed.
/// </summary>
internal sealed class AdoptionDesk : IDisposable
{
    private const int HandOverTimeoutMilliseconds = 2_000;

    private readonly string _path;
    private readonly UnixSocket _socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Orphan>> _expected = new();
    private readonly Thread _thread;
    private volatile bool _closed;

    /// <summary>Opens it.</summary>
    /// <param name="path">Its socket.</param>
    /// <param name="expected">The processes that are gone on with.</param>
    internal AdoptionDesk(string path, IEnumerable<ProcessIdentity> expected)
    {
        foreach (ProcessIdentity process in expected.Where(static process => process.IsAlive))
            _expected[process.ProcessId] = new TaskCompletionSource<Orphan>(TaskCreationOptions.RunContinuationsAsynchronously);
        _path = path;
        File.Delete(path);
        _socket = UnixSocket.Listen(path);
        _thread = new Thread(Serve) { IsBackground = true, Name = "adoption" };
        _thread.Start();
    }

    /// <summary>Waits for an expected process to report. Whoever comes later than that is dismissed.</summary>
    /// <param name="process">The process.</param>
    /// <param name="timeout">How long.</param>
    /// <returns>What it brought; null where it ended, or did not report in time.</returns>
    internal async Task<Orphan?> ExpectAsync(ChildProcess process, TimeSpan timeout)
    {
        if (!_expected.TryGetValue(process.ProcessId, out TaskCompletionSource<Orphan>? reported))
            return null;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(reported.Task, process.Exited, Task.Delay(timeout, over.Token));
        await over.CancelAsync();
        _expected.TryRemove(process.ProcessId, out _);
        return reported.Task.IsCompletedSuccessfully ? await reported.Task : null;
    }

    /// <summary>Whoever has not reported finds nobody any more.</summary>
    public void Dispose()
    {
        File.Delete(_path);
        _closed = true;
        _socket.ShutdownBoth();
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _socket.WaitReadable(alsoWritable: false, Timeout.Infinite);
            if (_closed)
                return;
            try
            {
                if (_socket.Accept() is { } connection)
                    Receive(connection);
            }
            catch (PlatformException)
            {
                // No descriptors left for it: it tries again.
            }
        }
    }

    private void Receive(UnixSocket connection)
    {
        try
        {
            (byte mark, DescriptorHandle[] descriptors) = connection.ReceiveDescriptors(HandOverTimeoutMilliseconds);

            // The kernel says who it is: the process that connected.
            bool isWelcome = mark == ControlChannel.ListenerMark
                && descriptors.Length > 0
                && _expected.TryGetValue(connection.PeerCredentials.ProcessId, out TaskCompletionSource<Orphan>? reported)
                && TryWelcome(connection, descriptors[0], reported);
            foreach (DescriptorHandle unneeded in descriptors.AsSpan(isWelcome ? 1 : 0))
                unneeded.Dispose();
            if (isWelcome)
                return;
            connection.Send([ControlChannel.DismissalMark]);
        }
        catch (Exception error) when (error is PlatformException or TimeoutException)
        {
            // It has ended meanwhile, or is no cell.
        }

        connection.Dispose();
    }

    private static bool TryWelcome(UnixSocket connection, DescriptorHandle listener, TaskCompletionSource<Orphan> reported)
    {
        connection.Send([ControlChannel.WelcomeMark]);
        return reported.TrySetResult(new Orphan(connection, new UnixSocket(listener)));
    }
}

/// <summary>What a process that was left behind brings.</summary>
/// <param name="Control">Its control socket.</param>
/// <param name="Listener">The socket that it accepts on.</param>
internal sealed record Orphan(UnixSocket Control, UnixSocket Listener);
