namespace Cells;

/// <summary>Why a call, a session or a connection failed. The numbers are on the wire and never change.</summary>
public enum CellErrorCode
{
    /// <summary>None of the others; should not be seen.</summary>
    Unknown = 0,

    /// <summary>The handler threw.</summary>
    RemoteException = 1,

    /// <summary>The peer does not serve the contract or has no such method.</summary>
    UnknownMethod = 2,

    /// <summary>Both sides know the contract, but with different schemas.</summary>
    SchemaMismatch = 3,

    /// <summary>The bytes received are not an image of the expected message.</summary>
    InvalidPayload = 4,

    /// <summary>The call's deadline passed before its outcome arrived.</summary>
    DeadlineExceeded = 5,

    /// <summary>A named limit was reached.</summary>
    ResourceExhausted = 6,

    /// <summary>The peer died or went away before the outcome arrived.</summary>
    PeerLost = 7,

    /// <summary>The caller cancelled.</summary>
    Cancelled = 8,

    /// <summary>No session could be opened.</summary>
    ConnectFailed = 9,

    /// <summary>The peer broke the protocol; its session was closed.</summary>
    ProtocolViolation = 10,

    /// <summary>The cell, or its supervisor in its place, serves nobody or not this caller; the message says why.</summary>
    Refused = 11,

    /// <summary>The handler failed in a way that the contract declares: <see cref="CellFaultException{T}"/>.</summary>
    Fault = 12,

    /// <summary>The cell ended, and cut the stream or tunnel off at the deadline of its drain.</summary>
    GoAway = 13,
}
