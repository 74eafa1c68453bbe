using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;

namespace Cells.Cli.Contracts;

/// <summary>The snapshots of other cells' contracts beside a project.</summary>
internal static class Snapshots
{
    /// <summary>Where the snapshot of a cell is.</summary>
    internal static string PathOf(string folder, string cell) => Path.Combine(folder, cell + SnapshotFile.Suffix);

    /// <summary>Reads a snapshot; null where there is none.</summary>
    internal static SnapshotFile? Read(string path) => File.Exists(path) ? SchemaFiles.Read(path, SnapshotFile.Parse) : null;

    /// <summary>Writes a snapshot, unless it says so already; tells whether it did.</summary>
    internal static bool Write(string path, SnapshotFile snapshot)
    {
        if (!IsOutdated(path, snapshot))
            return false;
        SchemaFiles.Write(path, snapshot.ToString());
        return true;
    }

    /// <summary>Whether a file is not there or says something else.</summary>
    internal static bool IsOutdated(string path, SnapshotFile snapshot) => !File.Exists(path) || File.ReadAllText(path) != snapshot.ToString();

    /// <summary>The snapshot once the contract was taken from the cell again, or for the first time.</summary>
    /// <param name="existing">What is there; null where nothing is.</param>
    /// <param name="contract">The contract as the cell has it.</param>
    /// <param name="namespace">The namespace of what is generated; null to keep it.</param>
    internal static SnapshotFile Pull(SnapshotFile? existing, ContractSchema contract, string? @namespace)
    {
        if (existing is null)
            return SnapshotFile.Of(@namespace ?? DefaultNamespace(contract.Name), contract, replaced: null);
        SnapshotFile pulled = existing.Pull(contract);
        return @namespace is null ? pulled : SnapshotFile.Of(@namespace, pulled.Contract, pulled.Replaced);
    }

    private static string DefaultNamespace(string contract) =>
        string.Concat(contract.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
}
