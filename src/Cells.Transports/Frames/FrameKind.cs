namespace Cells.Transports.Frames;

/// <summary>What a frame says. The numbers are on the wire and never change.</summary>
public enum FrameKind : byte
{
    /// <summary>Not a frame.</summary>
    None = 0,

    /// <summary>A call: the payload is the request's image.</summary>
    Request = 1,

    /// <summary>A call's outcome: the payload is the response's image.</summary>
    Response = 2,

    /// <summary>A call's outcome: the payload says what went wrong.</summary>
    Error = 3,

    /// <summary>The caller no longer waits; the outcome is still sent.</summary>
    Cancel = 4,

    /// <summary>More of the payload that an earlier frame of the same call began.</summary>
    Fragment = 5,

    /// <summary>An item of a stream, or the next part of one.</summary>
    StreamItem = 6,

    /// <summary>The consumer of a stream can take more: the payload is <c>u32 items</c>, <c>u32 bytes</c>.</summary>
    Credit = 7,

    /// <summary>A stream among a call's arguments, or one direction of a tunnel, ends: all was sent, or, with a payload, who sends failed.</summary>
    StreamEnd = 8,

    /// <summary>Bytes in a tunnel.</summary>
    TunnelData = 9,

    /// <summary>No new calls, please; what was sent before the answer to this is still served.</summary>
    GoAway = 10,

    /// <summary>The answer to <see cref="GoAway"/>: no call follows on this session.</summary>
    GoAwayAnswer = 11,

    /// <summary>No more is wanted of a stream among a call's arguments, or of one direction of a tunnel.</summary>
    StreamStop = 12,

    /// <summary>The session ends; the payload says why.</summary>
    Close = 13,
}
