using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Nucleus.Supervision;

/// <summary>The control group of one process of a cell, which keeps the limits of its genome.</summary>
internal sealed class LimitGroup
{
    private const int PeriodMicroseconds = 100_000;

    /// <summary>The watch on memory is to be the first to find out, since it says why; the kernel is for what grows faster than that looks.</summary>
    private const double KernelMemoryShare = 1.25;
    private const long KernelMemoryExtra = 64L << 20;

    private readonly List<string> _folders = [];

    /// <summary>What could not be limited, and why; null where all could.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Whether a cell has limits that one keeps.</summary>
    internal static bool IsNeeded(CellSpec spec) => spec.MemoryBytes > 0 || spec.Processors > 0 || spec.Processes > 0;

    /// <summary>Makes one, empty as yet, as far as that is possible.</summary>
    /// <param name="spec">Says the limits.</param>
    /// <param name="files">The cell's files, after which it is named.</param>
    internal static LimitGroup Create(CellSpec spec, CellFiles files)
    {
        var group = new LimitGroup();
        string name = $"{Prefix(files)}{Guid.NewGuid().ToString("n")[..8]}";
        if (spec.MemoryBytes > 0)
            group.Limit(ControlGroupTree.Memory, name, "memory.limit_in_bytes", "memory.max", Text((long)(spec.MemoryBytes * KernelMemoryShare) + KernelMemoryExtra), matters: false);
        if (spec.Processors > 0)
        {
            string quota = Text((long)(spec.Processors * PeriodMicroseconds));
            group.Limit(ControlGroupTree.Processors, name, "cpu.cfs_quota_us", "cpu.max", quota, matters: true, $"{quota} {PeriodMicroseconds}");
        }

        if (spec.Processes > 0)
            group.Limit(ControlGroupTree.Processes, name, "pids.max", "pids.max", Text(spec.Processes), matters: true);
        return group;
    }

    /// <summary>Removes the groups of a cell that no process is in.</summary>
    internal static void RemoveUnused(CellFiles files)
    {
        foreach (string controller in ControlGroupTree.Controllers)
        {
            if (ControlGroupTree.OfThisProcess.Find(controller).Place is not { } place)
                continue;
            foreach (string group in Directory.EnumerateDirectories(place.Folder, Prefix(files) + "*"))
                TryRemove(group);
        }
    }

    /// <summary>Puts a process in.</summary>
    internal void Add(int processId)
    {
        foreach (string folder in _folders)
        {
            try
            {
                File.WriteAllText(Path.Combine(folder, "cgroup.procs"), Text(processId));
            }
            catch (UnauthorizedAccessException error)
            {
                Problem = $"it cannot be put into {folder}: {error.Message}";
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
    }

    /// <summary>Whether the kernel has killed a process in it for its memory.</summary>
    internal bool WasOutOfMemory() => _folders.Exists(static folder => Count(Path.Combine(folder, "memory.events")) > 0 || Count(Path.Combine(folder, "memory.oom_control")) > 0);

    private static string Prefix(CellFiles files) =>
        $"cells-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(files.RunDirectory)))[..8]}-{Path.GetFileName(files.Folder)}-";

    private void Limit(string controller, string name, string file1, string file2, string value, bool matters, string? value2 = null)
    {
        (ControlGroupTree.Place? place, string? why) = ControlGroupTree.OfThisProcess.Find(controller);
        try
        {
            if (place is not null)
            {
                ControlGroupTree.Enable(place, controller);
                string folder = Path.Combine(place.Folder, name);
                Directory.CreateDirectory(folder);
                if (!_folders.Contains(folder))
                    _folders.Add(folder);
                File.WriteAllText(Path.Combine(folder, place.IsUnified ? file2 : file1), place.IsUnified ? value2 ?? value : value);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            why = error.Message;
        }

        if (why is not null && matters)
            Problem = $"{controller} is not limited: {why}";
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process of it ends still; whoever starts the cell next tries again.
        }
    }

    private static long Count(string file)
    {
        const string name = "oom_kill ";
        return File.Exists(file) && Array.Find(File.ReadAllLines(file), static line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture)
            : 0;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
