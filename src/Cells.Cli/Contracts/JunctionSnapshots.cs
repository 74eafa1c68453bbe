using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Contracts;

/// <summary>Keeps a cell's snapshots of the cells that its genome says it calls: they are taken anew before it is built.</summary>
internal static class JunctionSnapshots
{
    /// <summary>Takes them anew.</summary>
    /// <param name="caller">The cell that is to be built.</param>
    /// <param name="programOf">The folder of a called cell's program.</param>
    /// <param name="isLocked">Whether it is an error if that would change a file.</param>
    internal static void Pull(WorkspaceCell caller, Func<string, string> programOf, bool isLocked)
    {
        string folder = Path.GetDirectoryName(caller.ProjectPath!)!;
        foreach (WorkspaceJunction junction in caller.Junctions)
        {
            string path = Snapshots.PathOf(folder, junction.Name);
            if (Snapshots.Read(path) is not { } existing)
                continue;
            List<ContractSchema> served = BuiltContracts.In(programOf(junction.Cell));
            if (served.Count == 0)
                continue;
            SnapshotFile pulled = Snapshots.Pull(existing, CellContracts.Select(served, junction.Cell, existing.Contract.Name), @namespace: null);
            if (isLocked && Snapshots.IsOutdated(path, pulled))
                throw new CommandException(ExitCodes.BuildFailed, $"{path} is not what {junction.Cell} serves, and --locked forbids to change it. 'cell schema pull {junction.Name}' does.");
            if (Snapshots.Write(path, pulled))
                Console.Error.WriteLine(Described(path, junction, pulled));
        }
    }

    private static string Described(string path, WorkspaceJunction junction, SnapshotFile pulled) => pulled.Replaced is null
        ? $"{path} is what {junction.Cell} serves now"
        : $"{path} is what {junction.Cell} serves now; calls that do not fit any more are errors until 'cell schema accept {junction.Name}'";
}
