using Cells.Platform.Native;
using Cells.Platform.Processes;

namespace Cells.Platform.Sandboxes;

/// <summary>A thread that gives up its rights for good, and starts one child, which inherits that. It ends after the child.</summary>
internal static class SandboxThread
{
    /// <summary>Starts a child in its sandbox; returns its number.</summary>
    /// <exception cref="PlatformException">It cannot be started, or not be confined.</exception>
    internal static int Spawn(ChildSandbox sandbox, SpawnPlan plan)
    {
        var spawned = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(sandbox, plan, spawned)) { IsBackground = true, Name = "sandbox" }.Start();
        return spawned.Task.GetAwaiter().GetResult();
    }

    private static void Run(ChildSandbox sandbox, SpawnPlan plan, TaskCompletionSource<int> spawned)
    {
        ProcessDescriptor? child = null;
        try
        {
            Capabilities.Drop();
            if (Libc.ProcessControl(Constants.SetNoNewPrivileges, 1, 0, 0, 0) < 0)
                throw Errno.Failure("prctl(PR_SET_NO_NEW_PRIVS)");
            FileRules.Apply(sandbox.WritableFolders);
            CallFilter.Apply();
            int process = plan.Run();
            _ = ProcessDescriptor.TryOpen(process, out child);
            spawned.SetResult(process);
        }
        catch (Exception error)
        {
            spawned.SetException(error);
        }

        using (child)
            child?.WaitForExit(Timeout.Infinite);
    }
}
