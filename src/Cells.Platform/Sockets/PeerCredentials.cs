namespace Cells.Platform.Sockets;

/// <summary>Who the kernel says made the other end of a socket.</summary>
/// <param name="ProcessId">Its process; 0 where that is in a container and cannot be seen from here.</param>
/// <param name="UserId">Its effective user.</param>
/// <param name="GroupId">Its effective group.</param>
public readonly record struct PeerCredentials(int ProcessId, uint UserId, uint GroupId)
{
    /// <summary>The user that this process acts for.</summary>
    public static uint OwnUserId => Native.Libc.EffectiveUser();
}
