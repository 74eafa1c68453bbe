using System.Globalization;
using Cells.Platform.Native;

namespace Cells.Platform.Threads;

/// <summary>What the kernel knows of a thread of this process.</summary>
public static class ThreadStatus
{
    [ThreadStatic]
    private static int t_current;

    /// <summary>The calling thread, by the kernel's number; 0 where there is no Linux.</summary>
    public static int CurrentId
    {
        get
        {
            if (t_current == 0 && OperatingSystem.IsLinux())
                t_current = Libc.ThreadId();
            return t_current;
        }
    }

    /// <summary>Whether a thread waits for something, rather than running or being ready to run. True where that cannot be known.</summary>
    /// <param name="id">The thread, by the kernel's number.</param>
    public static bool IsWaiting(int id)
    {
        if (id == 0)
            return true;
        try
        {
            // "TID (NAME) STATE …"; the name may hold anything but the last parenthesis.
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{id}/stat"));
            int state = status.LastIndexOf(')') + 2;
            return state >= status.Length || status[state] != 'R';
        }
        catch (IOException)
        {
            return true;
        }
    }
}
