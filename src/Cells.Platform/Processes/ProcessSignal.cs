namespace Cells.Platform.Processes;

/// <summary>What can be sent to a process; the numbers are the kernel's.</summary>
public enum ProcessSignal
{
    /// <summary>Nothing; only asks whether it could be sent.</summary>
    None = 0,

    /// <summary>The terminal's Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>The end, at once.</summary>
    Kill = 9,

    /// <summary>Please end.</summary>
    Terminate = 15,

    /// <summary>Go on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>Stand still.</summary>
    Stop = 19,
}
