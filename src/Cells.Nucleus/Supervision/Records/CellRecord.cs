using System.Text.Json;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>What a supervisor writes down of a cell that runs, for the next one to go on with should it be killed.</summary>
/// <param name="Boot">Which start of the machine it is of; what is of an earlier one says nothing any more.</param>
/// <param name="Spec">What the cell runs.</param>
/// <param name="Previous">What it can be rolled back to, the last one first.</param>
/// <param name="Instances">Its processes.</param>
/// <param name="IsIdle">Whether one is started only once somebody connects.</param>
internal sealed record CellRecord(string Boot, CellSpec Spec, List<CellSpec> Previous, List<InstanceRecord> Instances, bool IsIdle)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Names this start of the machine.</summary>
    internal static string ThisBoot { get; } = File.ReadAllText(BootFile).Trim();

    /// <summary>Whether one of its processes runs.</summary>
    internal bool IsAlive => Instances.Exists(static instance => instance.Identity.IsAlive);

    /// <summary>
    /// What the cell runs and ran. Where the supervisor was killed when all that serves had just been replaced, and before it had noted that, this is what has taken over.
    /// </summary>
    /// <param name="maxEarlier">How many earlier ones are kept.</param>
    internal CellVersions VersionsOf(int maxEarlier)
    {
        var versions = new CellVersions(Spec, Previous, maxEarlier);
        CellSpec[] serving = [.. Instances.Where(static instance => instance.Role == InstanceRoles.Serving).Select(static instance => instance.Spec).DistinctBy(static spec => spec.Build)];
        if (serving is not [var one] || one.Build == Spec.Build)
            return versions;
        if (one.Build == versions.Previous?.Build)
            versions.Pop();
        else
            versions.Push(one);
        return versions;
    }

    /// <summary>Reads what is written of a cell; null where nothing is that still means something.</summary>
    internal static CellRecord? Read(CellFiles files)
    {
        try
        {
            CellRecord record = CellRecordJson.Read(File.ReadAllBytes(files.Record));
            return record.Boot == ThisBoot ? record : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Written whole or not at all: what cannot be read was written by another version, whose cells cannot be taken over.
            return null;
        }
    }

    /// <summary>Writes it down.</summary>
    internal void Write(CellFiles files) => AtomicFile.Write(files.Record, CellRecordJson.Write(this));
}

/// <summary>What is written down of a process.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTicks">When it started, as <see cref="ProcessIdentity"/> has it.</param>
/// <param name="Replica">Which of the cell's replicas it belongs to, from 0.</param>
/// <param name="Role">One of <see cref="InstanceRoles"/>.</param>
/// <param name="Folder">Its folder for temporary files.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="ReadyAfter">How long it took to become ready; null where it is not.</param>
/// <param name="Restarts">How often its replica had been started again by itself.</param>
/// <param name="Spec">What it runs; in the middle of an upgrade not what the cell does.</param>
internal sealed record InstanceRecord(
    int ProcessId, ulong StartTicks, int Replica, string Role, string Folder, DateTime StartedAt, TimeSpan? ReadyAfter, int Restarts, CellSpec Spec)
{
    /// <summary>The process.</summary>
    internal ProcessIdentity Identity => new(ProcessId, StartTicks);
}
