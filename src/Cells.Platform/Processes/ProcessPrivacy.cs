using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>What other processes of the same user may see of this one.</summary>
public static class ProcessPrivacy
{
    private static int s_isPrivate;

    /// <summary>
    /// From now on no other process may open this one's memory and descriptors through <c>/proc</c>, or attach a debugger to it, except the superuser's. No core is dumped.
    /// </summary>
    /// <exception cref="PlatformException">The system refuses.</exception>
    public static void Hide()
    {
        if (Interlocked.Exchange(ref s_isPrivate, 1) == 0 && Libc.ProcessControl(Constants.SetDumpable, 0, 0, 0, 0) < 0)
            throw Errno.Failure("prctl(PR_SET_DUMPABLE)");
    }
}
