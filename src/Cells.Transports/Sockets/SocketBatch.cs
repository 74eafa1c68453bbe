namespace Cells.Transports.Sockets;

/// <summary>How much a batch gathers for a socket before it sends: a call of the system is worth it.</summary>
internal static class SocketBatch
{
    private const int Frames = 64;
    private const int Bytes = 96 << 10;

    internal static bool IsFull(int frames, long bytes) => frames >= Frames || bytes >= Bytes;
}
