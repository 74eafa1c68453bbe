using Cells.Platform.Memory;

namespace Cells.Transports.Sockets;

/// <summary>Pinned memory in which small frames and the headers of large ones are built, one behind the other.</summary>
internal sealed class SendSegment
{
    internal const int Bytes = 128 << 10;

    internal PinnedBuffer Buffer { get; } = new(Bytes);

    /// <summary>How much of it holds frames.</summary>
    internal int Used { get; set; }

    /// <summary>How many queue entries still refer to it.</summary>
    internal int Entries { get; set; }
}
