using Cells.Platform.Threads;

namespace Cells.Transports.Sockets;

/// <summary>Segments that no queue needs at the moment, for all queues of the process: a stream that is ahead of its reader needs a dozen, and a session at rest none.</summary>
internal static class SpareSegments
{
    /// <summary>So many are kept, 8 MiB; what is beyond goes to the garbage collector.</summary>
    private const int MaxSpare = 64;

    private static readonly SendSegment?[] Spare = new SendSegment?[MaxSpare];
    private static ShortLock _gate;
    private static int _count;

    /// <summary>The one that was given back last, or a new one.</summary>
    internal static SendSegment Take()
    {
        using (_gate.Hold())
        {
            if (_count > 0)
            {
                SendSegment segment = Spare[--_count]!;
                Spare[_count] = null;
                return segment;
            }
        }

        return new SendSegment();
    }

    /// <summary>Gives one back to which no entry of a queue refers any more.</summary>
    internal static void Return(SendSegment segment)
    {
        using (_gate.Hold())
        {
            if (_count < MaxSpare)
                Spare[_count++] = segment;
        }
    }
}
