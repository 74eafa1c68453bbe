namespace Cells.Rpc;

/// <summary>How a session over a Unix socket comes to use shared memory.</summary>
public enum SharedMemoryUse
{
    /// <summary>Everything goes through the socket.</summary>
    Off,

    /// <summary>This side begins with an offer. The peer must be one that accepts; otherwise the session ends, and says why.</summary>
    Offer,

    /// <summary>This side says nothing before the peer has, takes its offer, and otherwise stays on the socket. Two sides that both wait open no session.</summary>
    Accept,
}
