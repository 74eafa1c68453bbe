using System.Diagnostics.CodeAnalysis;
using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>A hold on one process (a pidfd). Unlike its number it never comes to mean another process.</summary>
public sealed unsafe class ProcessDescriptor : IDisposable
{
    private readonly DescriptorHandle _handle;

    private ProcessDescriptor(int descriptor) => _handle = new DescriptorHandle(descriptor);

    /// <summary>The descriptor; readable once the process has ended.</summary>
    public DescriptorHandle Handle => _handle;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => WaitForExit(0);

    /// <summary>Takes hold of a process.</summary>
    /// <exception cref="PlatformException">There is no such process.</exception>
    public static ProcessDescriptor Open(int process) =>
        TryOpen(process, out ProcessDescriptor? opened) ? opened : throw Errno.Failure("pidfd_open", Errno.NoProcess);

    /// <summary>Takes hold of a process; false where there is none of that number.</summary>
    public static bool TryOpen(int process, [NotNullWhen(true)] out ProcessDescriptor? opened)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(process);
        nint descriptor = Libc.SystemCall(Constants.CallOpenProcess, process, 0, 0, 0);
        if (descriptor < 0 && Errno.Last != Errno.NoProcess)
            throw Errno.Failure("pidfd_open");
        opened = descriptor < 0 ? null : new ProcessDescriptor((int)descriptor);
        return opened is not null;
    }

    /// <summary>Sends a signal; false where the process has ended.</summary>
    /// <exception cref="PlatformException">The process belongs to somebody else.</exception>
    public bool Send(ProcessSignal signal)
    {
        using var use = new HandleUse(_handle);
        if (Libc.SystemCall(Constants.CallSendSignal, use.Number, (int)signal, 0, 0) == 0)
            return true;
        return Errno.Last == Errno.NoProcess ? false : throw Errno.Failure("pidfd_send_signal");
    }

    /// <summary>Waits on the calling thread until the process has ended; false where it has not within the time.</summary>
    public bool WaitForExit(int timeoutMilliseconds)
    {
        using var use = new HandleUse(_handle);
        PollDescriptor descriptor = new() { Descriptor = use.Number, Events = Constants.PollIn };
        return Libc.Poll(&descriptor, 1, timeoutMilliseconds) > 0;
    }

    /// <summary>How a child of this process ended, taken once; null while it runs.</summary>
    /// <exception cref="PlatformException">The process is not a child, or its end was taken already.</exception>
    internal ProcessExit? TakeExit()
    {
        using var use = new HandleUse(_handle);
        ExitInformation information = default;
        if (Libc.WaitId(Constants.WaitForDescriptor, (uint)use.Number, &information, Constants.WaitExited | Constants.WaitNoHang) < 0)
            throw Errno.Failure("waitid");
        if (information.Process == 0)
            return null;
        return information.Code == Constants.ExitedNormally
            ? new ProcessExit(information.Status, 0)
            : new ProcessExit(0, information.Status);
    }

    /// <summary>Lets go; the process is not touched.</summary>
    public void Dispose() => _handle.Dispose();
}
