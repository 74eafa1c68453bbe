using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>
/// A process that this one started, leader of a session of its own. When it ends, what remains of its process group is killed, so
/// that it leaves nothing behind.
/// </summary>
public sealed class ChildProcess
{
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _taken;

    internal ChildProcess(int processId, ProcessDescriptor descriptor)
    {
        ProcessId = processId;
        Descriptor = descriptor;
        Identity = ProcessIdentity.Of(processId) ?? new ProcessIdentity(processId, 0);
    }

    /// <summary>Its number.</summary>
    public int ProcessId { get; }

    /// <summary>Its number and start time.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task<ProcessExit> Exited => _exited.Task;

    internal ProcessDescriptor Descriptor { get; }

    /// <summary>Starts a process.</summary>
    /// <exception cref="PlatformException">The program is missing or cannot be executed, or the directory is missing.</exception>
    public static ChildProcess Spawn(ChildStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return ChildThread.Shared.Spawn(start);
    }

    /// <summary>Sends it a signal; false where it has ended.</summary>
    public bool Send(ProcessSignal signal)
    {
        lock (_gate)
            return !_taken && Descriptor.Send(signal);
    }

    /// <summary>Sends a signal to it and to those of its descendants that stayed in its process group; false where it has ended.</summary>
    public bool SendToGroup(ProcessSignal signal)
    {
        lock (_gate)
            return !_taken && Libc.Kill(-ProcessId, (int)signal) == 0;
    }

    /// <summary>Takes the end of the process, when it has come. Called by the thread that watches.</summary>
    internal bool TryFinish()
    {
        ProcessExit exit;
        lock (_gate)
        {
            if (!Descriptor.HasExited)
                return false;

            // Until its end is taken below, nobody else can have its number, and so nobody else's group can be meant.
            Libc.Kill(-ProcessId, (int)ProcessSignal.Kill);
            if (Descriptor.TakeExit() is not { } taken)
                return false;
            exit = taken;
            _taken = true;
            Descriptor.Dispose();
        }

        _exited.SetResult(exit);
        return true;
    }
}
