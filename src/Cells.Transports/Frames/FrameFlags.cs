namespace Cells.Transports.Frames;

/// <summary>How a frame is to be read.</summary>
[Flags]
public enum FrameFlags : byte
{
    /// <summary>The payload follows the header and is complete.</summary>
    None = 0,

    /// <summary>A prelude follows the header.</summary>
    Prelude = 1,

    /// <summary>The payload goes on in <see cref="FrameKind.Fragment"/> frames of the same call and direction; an item of a stream in further frames of its kind.</summary>
    More = 2,

    /// <summary>Sent by the side that serves the call; only on fragments and on what belongs to streams.</summary>
    OfOutcome = 4,

    /// <summary>The payload begins with a table of what is lent; only on requests and responses over shared memory.</summary>
    Leases = 8,

    /// <summary>Of a request: its response is to contain everything, and to lend nothing.</summary>
    Complete = 16,

    /// <summary>Of a go-away: another process accepts in the place of the one that says it, so that there is no hurry to leave before one has been there.</summary>
    Replaced = 32,
}
