namespace Cells.Transports.Frames;

/// <summary>How a frame is to be read.</summary>
[Flags]
public enum FrameFlags : byte
{
    /// <summary>The payload follows the header and is complete.</summary>
    None = 0,

    /// <summary>A prelude follows the header.</summary>
    Prelude = 1,

    /// <summary>The payload goes on in <see cref="FrameKind.Fragment"/> frames of the same call and direction.</summary>
    More = 2,

    /// <summary>The payload belongs to a response or error, not to a request; only on fragments.</summary>
    OfOutcome = 4,
}
