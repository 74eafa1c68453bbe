namespace Cells.Transports.Sockets;

/// <summary>How much a batch gathers for a socket before it sends: a call of the system is worth it.</summary>
internal static class SocketBatch
{
    internal const int Frames = 64;
    internal const int Bytes = 96 << 10;
}
