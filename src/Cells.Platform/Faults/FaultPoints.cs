using System.Globalization;
using System.Runtime.CompilerServices;
using Cells.Platform.Processes;

namespace Cells.Platform.Faults;

/// <summary>Lets this process stop at a <see cref="FaultPoint"/>, where whoever started it so looks at it or kills it. Costs nothing otherwise: the compiled code has no trace of it.</summary>
public static class FaultPoints
{
    /// <summary>The environment variable that names the point, and after a colon at which time of reaching it the process stops: <c>RingPublished:3</c>. Without it none does.</summary>
    public const string Variable = "CELL_STOP_AT";

    // Constants to the compiler, since they are set once and for all.
    private static readonly FaultPoint s_point = Parse(Environment.GetEnvironmentVariable(Variable), out s_times);
    private static readonly int s_times;
    private static int s_reached;

    /// <summary>The process is at this point now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reach(FaultPoint point)
    {
        if (s_point != FaultPoint.None && s_point == point)
            StopIfItIsTime();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StopIfItIsTime()
    {
        if (Interlocked.Increment(ref s_reached) != s_times)
            return;
        using var self = ProcessDescriptor.Open(Environment.ProcessId);
        self.Send(ProcessSignal.Stop);
    }

    private static FaultPoint Parse(string? text, out int times)
    {
        times = 1;
        if (string.IsNullOrEmpty(text))
            return FaultPoint.None;
        string[] parts = text.Split(':');
        if (parts.Length > 2 || !Enum.TryParse(parts[0], out FaultPoint point) || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out times)))
            throw new FormatException($"{Variable} is '{text}'; it must be a point and a number, such as '{nameof(FaultPoint.RingPublished)}:3'.");
        return point;
    }
}
