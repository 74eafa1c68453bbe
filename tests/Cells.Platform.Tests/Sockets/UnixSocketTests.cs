using System.Diagnostics;
using Cells.Platform.Sockets;

namespace Cells.Platform.Tests.Sockets;

public sealed class UnixSocketTests
{
    [Fact]
    public void A_wait_ends_with_something_to_read_or_with_its_time_and_not_with_a_signal()
    {
        string path = Path.Combine(Path.GetTempPath(), $"cells-socket-{Guid.NewGuid():n}");
        using UnixSocket listener = UnixSocket.Listen(path);
        try
        {
            // The runtime signals threads that it wants to suspend.
            using var over = new CancellationTokenSource();
            var collector = new Thread(() =>
            {
                while (!over.IsCancellationRequested)
                    GC.Collect(0);
            });
            collector.Start();
            int early = 0;
            for (long begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(2);)
            {
                if (listener.WaitReadable(alsoWritable: false, timeoutMilliseconds: 1))
                    early++;
            }

            over.Cancel();
            collector.Join();
            Assert.Equal(0, early);

            using UnixSocket caller = UnixSocket.Connect(path);
            Assert.True(listener.WaitReadable(alsoWritable: false, timeoutMilliseconds: 10_000));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
