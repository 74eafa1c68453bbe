using System.Globalization;
using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>Processes that became children of this one because it is the first of its container, and their own parent has ended.</summary>
internal static unsafe class StrayChildren
{
    private const int StateField = 3;
    private const int ParentField = 4;

    /// <summary>Takes the ends of those that have ended, so that nothing remains of them.</summary>
    /// <param name="isOwn">Whether somebody else takes the end of a process.</param>
    internal static void TakeEnds(Func<int, bool> isOwn)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int process) || !IsEndedChild(folder) || isOwn(process))
                continue;
            ExitInformation information = default;
            _ = Libc.WaitId(Constants.WaitForProcess, (uint)process, &information, Constants.WaitExited | Constants.WaitNoHang);
        }
    }

    private static bool IsEndedChild(string folder)
    {
        try
        {
            string stat = File.ReadAllText(folder + "/stat");
            return ProcessStat.Field(stat, StateField) is "Z" && int.Parse(ProcessStat.Field(stat, ParentField), CultureInfo.InvariantCulture) == Environment.ProcessId;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
