namespace Cells;

/// <summary>The peer died or went away before a call's outcome arrived.</summary>
public sealed class PeerLostException : CellException
{
    /// <summary>Creates the error.</summary>
    /// <param name="notStarted">Whether the call provably never began.</param>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it, where something on this side did.</param>
    public PeerLostException(bool notStarted, string message, Exception? innerException = null)
        : base(CellErrorCode.PeerLost, message, innerException) => NotStarted = notStarted;

    /// <summary>True: the call provably never began and may be repeated. False: it may have run.</summary>
    public bool NotStarted { get; }
}
