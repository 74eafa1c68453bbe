namespace Cells.Transports.SharedMemory;

/// <summary>Why a side stays on the socket. The numbers are on the wire and never change.</summary>
internal enum LaneRefusal
{
    /// <summary>Its options or its environment say so.</summary>
    TurnedOff = 1,

    /// <summary>Its system grants no such memory, or passes no descriptors.</summary>
    NotToBeHad = 2,

    /// <summary>It lays its memory out differently.</summary>
    OtherLayout = 3,

    /// <summary>None came with the record: the connection passes bytes alone.</summary>
    NoDescriptor = 4,

    /// <summary>It has as many sessions over shared memory as it may.</summary>
    TooMany = 5,
}
