using Cells.Platform.Sockets;

namespace Cells.Rpc;

/// <summary>How a cell serves.</summary>
public sealed record CellServerOptions
{
    /// <summary>How it presents itself, what it serves, and what each caller may use.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>
    /// Makes what one session serves, for services that live as long as it does; called once for each, and always with the same contracts. Null: all sessions
    /// share what <see cref="Session"/> serves.
    /// </summary>
    public Func<SessionServices>? CreateServices { get; init; }

    /// <summary>How many sessions may be open at once. Default 16,384; further connections are refused with the reason.</summary>
    public int MaxSessions { get; init; } = 16_384;

    /// <summary>Who may connect. Default: processes of the own user, and root's.</summary>
    public Func<PeerCredentials, bool> Admits { get; init; } = static peer => peer.UserId == PeerCredentials.OwnUserId || peer.UserId == 0;

    /// <summary>Why nobody is served at all: whoever connects is refused with this. Null: callers are served.</summary>
    public string? Refusal { get; init; }

    /// <summary>
    /// How long the next connection of a process waits whose session was ended because it broke the protocol, times the number of such sessions, at most 1 s; forgotten 10 s after the
    /// last. So whoever does nothing else cannot take the others' time. Default 20 ms; zero: nobody waits.
    /// </summary>
    public TimeSpan ViolationDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a drain waits for calls to be done before it closes their sessions. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
