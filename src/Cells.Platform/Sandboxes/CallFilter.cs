using System.Runtime.InteropServices;
using Cells.Platform.Native;

namespace Cells.Platform.Sandboxes;

/// <summary>seccomp: which system calls the calling thread, and whoever it starts, may not make: those that reach into other processes. See seccomp(2).</summary>
internal static unsafe class CallFilter
{
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint Allowed = 0x7fff0000;
    private const uint NotPermitted = 0x00050001;

    /// <summary>Numbers from here on are those of the x32 interface of an x64 kernel.</summary>
    private const uint FirstX32 = 0x40000000;

    private static readonly (Architecture Architecture, uint Name, uint[] Calls)[] Known =
    [
        // ptrace, process_vm_readv, process_vm_writev, kcmp, pidfd_getfd, process_madvise
        (Architecture.X64, 0xc000003e, [101, 310, 311, 312, 438, 440]),
        (Architecture.Arm64, 0xc00000b7, [117, 270, 271, 272, 438, 440]),
    ];

    /// <summary>Forbids them to the thread for good.</summary>
    /// <exception cref="PlatformException">The kernel has no such filters, or the processor is another.</exception>
    internal static void Apply()
    {
        if (Array.Find(Known, static known => known.Architecture == RuntimeInformation.ProcessArchitecture) is not { Calls: { } calls } known)
            throw new PlatformException(Errno.NotSupported, $"Nothing can be isolated on {RuntimeInformation.ProcessArchitecture}: which system calls to forbid there is not known.");

        // A jump counts the instructions that it leaves out; both ways out stand at the end.
        int forbid = 5 + calls.Length;
        List<FilterStep> steps =
        [
            new(Load, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 0, (byte)(forbid - 2), known.Name),
            new(Load, 0, 0, NumberOffset),
            new(JumpIfAtLeast, (byte)(forbid - 4), 0, FirstX32),
        ];
        steps.AddRange(calls.Select((call, index) => new FilterStep(JumpIfEqual, (byte)(forbid - 5 - index), 0, call)));
        steps.Add(new(Return, 0, 0, Allowed));
        steps.Add(new(Return, 0, 0, NotPermitted));
        fixed (FilterStep* first = CollectionsMarshal.AsSpan(steps))
        {
            FilterProgram program = new() { Count = (ushort)steps.Count, First = first };
            if (Libc.ProcessControl(Constants.SetCallFilter, Constants.CallFilterMode, (nuint)(&program), 0, 0) < 0)
                throw Errno.Failure("prctl(PR_SET_SECCOMP)");
        }
    }
}
