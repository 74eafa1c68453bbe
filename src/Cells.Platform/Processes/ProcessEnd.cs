using System.Globalization;

namespace Cells.Platform.Processes;

/// <summary>Whether a process runs any code of its own still.</summary>
public static class ProcessEnd
{
    private const int FlagsField = 9;

    // PF_EXITING of the kernel's include/linux/sched.h.
    private const uint Exiting = 4;

    /// <summary>
    /// Whether a process is ending or has ended. What it held closed because of that, a socket for instance, says so a moment before the process itself is seen to have ended.
    /// </summary>
    /// <param name="process">Its number; positive.</param>
    /// <returns>False also where this process may not know.</returns>
    public static bool HasBegun(int process)
    {
        try
        {
            if (!ProcessDescriptor.TryOpen(process, out ProcessDescriptor? opened))
                return true;
            using (opened)
                return opened.HasExited || IsExiting(process);
        }
        catch (PlatformException)
        {
            return false;
        }
    }

    private static bool IsExiting(int process)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return (uint.Parse(ProcessStat.Field(text, FlagsField), NumberStyles.None, CultureInfo.InvariantCulture) & Exiting) != 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
