using System.Net.Sockets;
using System.Text;
using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Cli.Tests.Harness;

/// <summary>What a service manager listens on.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly UnixSocket _socket;

    internal NotifySocket(string path)
    {
        var bound = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(path));
        _socket = new UnixSocket(new DescriptorHandle((int)bound.SafeHandle.DangerousGetHandle()));

        // It has one owner from here on, who can receive descriptors.
        bound.SafeHandle.SetHandleAsInvalid();
    }

    /// <summary>The last descriptor that came.</summary>
    internal DescriptorHandle? Kept { get; private set; }

    /// <summary>Waits for a message.</summary>
    internal string Receive()
    {
        Assert.True(_socket.WaitReadable(alsoWritable: false, (int)Playground.Limit.TotalMilliseconds));
        byte[] buffer = new byte[4096];
        SocketResult result = _socket.Receive(buffer, out DescriptorHandle[] descriptors);
        if (descriptors is [var one])
        {
            Kept?.Dispose();
            Kept = one;
        }

        return Encoding.UTF8.GetString(buffer.AsSpan(0, result.Bytes));
    }

    public void Dispose()
    {
        Kept?.Dispose();
        _socket.Dispose();
    }
}
