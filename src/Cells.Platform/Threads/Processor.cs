using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Cells.Platform.Native;

namespace Cells.Platform.Threads;

/// <summary>How a polling thread leaves room for others.</summary>
public static class Processor
{
    /// <summary>Tells the processor that this is a polling loop; some tens of cycles.</summary>
    public static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
    }

    /// <summary>Lets another thread run that waits for this processor, if there is one.</summary>
    public static void Yield() => Libc.Yield();
}
