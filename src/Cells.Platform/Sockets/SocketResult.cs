using Cells.Platform.Native;

namespace Cells.Platform.Sockets;

/// <summary>What a call on a socket came to.</summary>
public readonly struct SocketResult
{
    private const int WouldBlockMark = -1;
    private const int ClosedMark = -2;
    private readonly int _value;

    private SocketResult(int value) => _value = value;

    /// <summary>The socket is closed, at this end or the other.</summary>
    public static SocketResult Closed => new(ClosedMark);

    /// <summary>Nothing moved, and nothing is wrong.</summary>
    public static SocketResult Blocked => new(WouldBlockMark);

    /// <summary>How many bytes moved; 0 where none did.</summary>
    public int Bytes => Math.Max(0, _value);

    /// <summary>Nothing to receive, or no room to send, at this moment.</summary>
    public bool WouldBlock => _value == WouldBlockMark;

    /// <summary>The connection has ended.</summary>
    public bool IsClosed => _value == ClosedMark;

    /// <summary>So many bytes moved.</summary>
    public static SocketResult Moved(int bytes) => new(bytes);

    internal static SocketResult FromReceive(nint result) => result switch
    {
        > 0 => new((int)result),
        0 => Closed,
        _ => FromError(Errno.Last),
    };

    internal static SocketResult FromSend(nint result) => result >= 0 ? new((int)result) : FromError(Errno.Last);

    private static SocketResult FromError(int error) => error is Errno.TryAgain or Errno.Interrupted ? new(WouldBlockMark) : Closed;
}
