namespace Cells;

/// <summary>The other side of a session, as it introduced itself and as the kernel vouches for it.</summary>
/// <param name="Cell">The name it gave; not verified.</param>
/// <param name="InstanceId">The id of its instance; not verified.</param>
/// <param name="UserId">Its user, from the kernel; null where the transport cannot know.</param>
/// <param name="ProcessId">Its process, from the kernel; null where the transport cannot know.</param>
/// <param name="Transport">The transport's name: <c>inproc</c>, <c>shm</c>, <c>unix</c>.</param>
public sealed record PeerInfo(string Cell, Guid InstanceId, uint? UserId, int? ProcessId, string Transport)
{
    /// <summary>This process itself.</summary>
    public static PeerInfo InProcess { get; } = new("", Guid.Empty, null, Environment.ProcessId, "inproc");
}
