namespace Cells.Transports.SharedMemory;

/// <summary>How far two sides have got with shared memory.</summary>
internal enum LaneState
{
    /// <summary>The peer has said nothing yet.</summary>
    Awaited,

    /// <summary>This side has offered its ring, and writes to it.</summary>
    Offered,

    /// <summary>Both rings are mapped.</summary>
    Attached,

    /// <summary>Everything goes through the socket.</summary>
    Socket,
}
