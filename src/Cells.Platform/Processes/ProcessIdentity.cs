using System.Globalization;
using System.Runtime.InteropServices;

namespace Cells.Platform.Processes;

/// <summary>Names one process for good: its number, and when it started, since numbers are used again.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTicks">When it started, in clock ticks since the machine did.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProcessIdentity(int ProcessId, ulong StartTicks)
{
    private const int StartTimeField = 22;

    /// <summary>The process that has this number now; null where none has.</summary>
    public static ProcessIdentity? Of(int processId)
    {
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        }
        catch (IOException)
        {
            return null;
        }

        return new ProcessIdentity(processId, ulong.Parse(ProcessStat.Field(text, StartTimeField), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether that process still runs.</summary>
    public bool IsAlive => Of(ProcessId) == this;
}
