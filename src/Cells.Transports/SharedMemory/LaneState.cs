namespace Cells.Transports.SharedMemory;

/// <summary>How far two sides have got with shared memory.</summary>
internal enum LaneState
{
    /// <summary>The peer, which connected, has said nothing yet.</summary>
    Awaited,

    /// <summary>This side writes to its ring, and does not know yet whether the peer reads it.</summary>
    Proposed,

    /// <summary>Both rings are mapped.</summary>
    Attached,

    /// <summary>Everything goes through the socket.</summary>
    Socket,
}
