using System.Globalization;
using System.Runtime.InteropServices;

namespace Cells.Platform.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code; 0 where a signal ended it.</param>
/// <param name="Signal">The signal that ended it; 0 where none did.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProcessExit(int Code, int Signal)
{
    /// <summary>The end of a process that was nobody's child who could learn how.</summary>
    public static ProcessExit Unknown { get; } = new(-1, 0);

    /// <summary>Whether it ended by itself with code 0.</summary>
    public bool IsSuccess => Code == 0 && Signal == 0;

    /// <summary>In words: <c>exit code 3</c>, <c>killed by SIGKILL</c>.</summary>
    public override string ToString() =>
        this == Unknown ? "unknown exit code" : Signal == 0 ? string.Create(CultureInfo.InvariantCulture, $"exit code {Code}") : $"killed by {NameOf(Signal)}";

    private static string NameOf(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}
