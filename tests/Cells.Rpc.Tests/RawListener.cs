using System.Diagnostics;
using Cells.Platform.Sockets;

namespace Cells.Rpc.Tests;

/// <summary>A listening socket whose connections speak no protocol unless the test does.</summary>
internal sealed class RawListener : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cells-test-");
    private readonly UnixSocket _listener;

    public RawListener() => _listener = UnixSocket.Listen(Path);

    private string Path => System.IO.Path.Combine(_directory.FullName, "raw");

    public UnixSocket Connect() => UnixSocket.Connect(Path);

    public UnixSocket Accept() => _listener.WaitReadable(alsoWritable: false, (int)ServedDesk.Patience.TotalMilliseconds) && _listener.Accept() is { } accepted
        ? accepted
        : throw new TimeoutException("Nobody connected.");

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Delete(recursive: true);
    }
}

/// <summary>Reads what a peer sends, as bytes.</summary>
internal static class RawReading
{
    public static async Task<byte[]> ReceiveAsync(this UnixSocket socket, int bytes, TimeSpan patience)
    {
        byte[] all = new byte[bytes];
        int received = 0;
        long started = Stopwatch.GetTimestamp();
        while (received < bytes)
        {
            SocketResult result = socket.Receive(all.AsSpan(received));
            if (result.IsClosed || Stopwatch.GetElapsedTime(started) > patience)
                throw new IOException($"{received} of {bytes} bytes came.");
            received += result.Bytes;
            await Task.Yield();
        }

        return all;
    }
}
