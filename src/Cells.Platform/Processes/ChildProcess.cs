using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>
/// A process that this one started, or adopted from one that is gone; leader of a session of its own. When it ends, what remains of its
/// process group is killed, so that it leaves nothing behind; unless that is what it was started for.
/// </summary>
public sealed class ChildProcess
{
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly bool _isAdopted;
    private readonly bool _leavesGroup;
    private bool _taken;

    internal ChildProcess(int processId, ProcessDescriptor descriptor, bool leavesGroup)
        : this(ProcessIdentity.Of(processId) ?? new ProcessIdentity(processId, 0), descriptor, isAdopted: false) => _leavesGroup = leavesGroup;

    private ChildProcess(ProcessIdentity identity, ProcessDescriptor descriptor, bool isAdopted)
    {
        ProcessId = identity.ProcessId;
        Descriptor = descriptor;
        Identity = identity;
        _isAdopted = isAdopted;
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

    /// <summary>
    /// Watches a process that another one has started, which is gone. How it ends cannot be known: <see cref="Exited"/> completes with <see cref="ProcessExit.Unknown"/>.
    /// </summary>
    /// <param name="identity">The process.</param>
    /// <returns>Null where it has ended.</returns>
    public static ChildProcess? Adopt(ProcessIdentity identity)
    {
        if (!ProcessDescriptor.TryOpen(identity.ProcessId, out ProcessDescriptor? descriptor))
            return null;
        if (!identity.IsAlive)
        {
            descriptor.Dispose();
            return null;
        }

        var adopted = new ChildProcess(identity, descriptor, isAdopted: true);
        ChildThread.Shared.Watch(adopted);
        return adopted;
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

    /// <summary>Whether another process has its number already, which can be where somebody else takes its end.</summary>
    private bool HasSuccessor => ProcessIdentity.Of(ProcessId) is { } now && now != Identity;

    /// <summary>Takes the end of the process, when it has come. Called by the thread that watches.</summary>
    internal bool TryFinish()
    {
        ProcessExit exit;
        lock (_gate)
        {
            if (!Descriptor.HasExited)
                return false;

            // Until its end is taken below, nobody else can have its number, and so nobody else's group can be meant.
            if (!_leavesGroup && (!_isAdopted || !HasSuccessor))
                Libc.Kill(-ProcessId, (int)ProcessSignal.Kill);
            if ((_isAdopted ? ProcessExit.Unknown : Descriptor.TakeExit()) is not { } taken)
                return false;
            exit = taken;
            _taken = true;
            Descriptor.Dispose();
        }

        _exited.SetResult(exit);
        return true;
    }
}
