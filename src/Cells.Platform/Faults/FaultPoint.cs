namespace Cells.Platform.Faults;

/// <summary>
/// The moments at which a process may die and leave others with what it had half done. Tests are made of this table: each stops a process at each of them, kills it there,
/// and counts what is left; see <see cref="FaultPoints"/>.
/// </summary>
public enum FaultPoint
{
    /// <summary>Nowhere.</summary>
    None,

    // Attaching.
    /// <summary>A region is mapped by its writer, and has no memory yet.</summary>
    RegionMapped,

    /// <summary>It has, and is not sealed yet.</summary>
    RegionAllocated,

    /// <summary>It is sealed, and nobody knows of it.</summary>
    RegionSealed,

    /// <summary>A region of the peer is here, and not checked.</summary>
    RegionReceived,

    /// <summary>It is checked, and not mapped.</summary>
    RegionChecked,

    /// <summary>The lane is there, and not offered.</summary>
    LaneCreated,

    /// <summary>The peer has been sent it.</summary>
    LaneOffered,

    /// <summary>The peer's lane is mapped, and nothing said of that.</summary>
    PeerMapped,

    /// <summary>The peer has been told, and this side does not use the lane yet.</summary>
    AttachmentSaid,

    /// <summary>Both lanes are in use.</summary>
    LaneAttached,

    // Sending.
    /// <summary>Bytes are in the ring, and not published.</summary>
    RingWritten,

    /// <summary>They are, and nobody has looked whether the peer sleeps.</summary>
    RingPublished,

    /// <summary>The peer sleeps, and is not woken.</summary>
    PeerToBeWoken,

    /// <summary>It is.</summary>
    PeerWoken,

    /// <summary>The ring is full, and the peer is to say when it is not.</summary>
    RoomAwaited,

    // Receiving.
    /// <summary>Bytes are copied out of the ring, and the peer does not know.</summary>
    RingRead,

    /// <summary>It does, and nobody has looked at the bytes.</summary>
    RingReleased,

    /// <summary>This side says that it sleeps, and has not looked again.</summary>
    SleepAnnounced,

    // Lending.
    /// <summary>A piece of the hub is taken.</summary>
    SlotTaken,

    /// <summary>A piece is noted as lent, and the frame that says so not written.</summary>
    LoanNoted,

    /// <summary>A region was sent to the peer, and is not noted.</summary>
    RegionShown,

    /// <summary>The peer shows a region, or takes one back; nothing was done about it.</summary>
    NoticeReceived,

    /// <summary>A piece of the peer is held, and nobody reads it yet.</summary>
    Borrowed,

    // Returning.
    /// <summary>A piece of the peer is read no longer, and not returned.</summary>
    LoanReturning,

    /// <summary>It is returned, and a peer that sleeps was not told.</summary>
    LoanReturned,

    /// <summary>The peer has returned a piece, which is still noted.</summary>
    ReturnSeen,

    /// <summary>A piece of the hub is free.</summary>
    SlotReturned,

    /// <summary>A region has no holder any more, and is still mapped.</summary>
    RegionRetiring,

    /// <summary>It is gone, and peers were not told.</summary>
    RegionRetired,

    /// <summary>A peer was told that a region is gone.</summary>
    RegionTakenBack,

    // Growing.
    /// <summary>Memory for more pieces is there, and they are not.</summary>
    ExtentCreated,

    /// <summary>A piece in a region of its own is there, and has no owner.</summary>
    LargePieceCreated,

    // Detaching.
    /// <summary>The session is over, and its socket is not.</summary>
    LinkClosing,

    /// <summary>The socket is over, and the lane is not.</summary>
    LaneClosing,

    /// <summary>What is still lent is looked after, and the lanes are mapped.</summary>
    LenderClosed,

    /// <summary>The peer's regions are let go.</summary>
    BorrowerClosed,

    // Upgrading, in the supervisor. What is killed here is it, or the process that is replaced, or the one that replaces it.
    /// <summary>A process that is to take over was started, and is not written down.</summary>
    SuccessorStarted,

    /// <summary>It is written down, and not ready.</summary>
    SuccessorNoted,

    /// <summary>It is ready, and was not told to accept.</summary>
    SuccessorReady,

    /// <summary>It accepts, as the old one does.</summary>
    SuccessorAccepts,

    /// <summary>It has taken over, and that is not written down.</summary>
    SuccessorServes,

    /// <summary>That is written down, and the old one is not told to drain.</summary>
    PredecessorNoted,

    /// <summary>The old one has ended, and is written down.</summary>
    PredecessorEnded,

    /// <summary>The old one is not written down any more, and what the cell runs from now on is not yet.</summary>
    UpgradeDone,
}
