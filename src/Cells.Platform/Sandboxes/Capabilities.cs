using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Platform.Sandboxes;

/// <summary>What the superuser may do beyond others: with some of it the memory of others can be read, whatever else forbids that. See capabilities(7).</summary>
internal static class Capabilities
{
    /// <summary>More than there are; the kernel says where they end.</summary>
    private const int Most = 64;

    /// <summary>Whatever the calling thread starts from now on has none, whoever it runs as.</summary>
    /// <exception cref="PlatformException">The superuser may not give them up, as in some containers.</exception>
    internal static void Drop()
    {
        if (Libc.ProcessControl(Constants.AmbientCapabilities, Constants.ClearAllAmbient, 0, 0, 0) < 0)
            throw Errno.Failure("prctl(PR_CAP_AMBIENT_CLEAR_ALL)");
        for (nuint capability = 0; capability < Most && Libc.ProcessControl(Constants.DropCapability, capability, 0, 0, 0) == 0; capability++)
        {
        }

        // Others than the superuser have none to begin with, and cannot come by them.
        if (Errno.Last == Errno.NotPermitted && PeerCredentials.OwnUserId == 0)
            throw Errno.Failure("prctl(PR_CAPBSET_DROP)");
    }
}
