using Cells.Cli.Calling;
using Cells.Cli.Running;
using Cells.Images.Schemas;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc;
using Cells.Rpc.Schemas;
using Cells.Toml;

namespace Cells.Cli.Contracts;

/// <summary>The contracts that a cell serves: by its project, which is built for that, else by what the running cell says.</summary>
internal static class CellContracts
{
    /// <summary>Every cell serves it, to say what else it serves.</summary>
    private const string SchemaContract = "cell_schema";

    /// <summary>The name of the cell that was meant, and its contracts.</summary>
    /// <param name="typed">The name of a cell, or a cell's folder.</param>
    /// <param name="files">Where cells run.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<(string Cell, List<ContractSchema> Contracts)> OfAsync(string typed, SupervisorFiles files, CancellationToken cancellation)
    {
        if (Find(typed) is not { } known)
            return (CellName.Normalize(typed), await RunningAsync(typed, files, cancellation));
        List<ContractSchema> built = await BuiltAsync(known, cancellation);
        return (known.Name, built.Count > 0 ? built : await RunningAsync(known.Name, files, cancellation));
    }

    private static WorkspaceCell? Find(string typed)
    {
        if (!typed.Contains('/', StringComparison.Ordinal))
            return CellNames.FindWorkspace()?.Find(typed);
        if (!Directory.Exists(typed))
            throw new CommandException(ExitCodes.NotFound, $"There is no folder '{typed}'.");
        return Workspace.Resolve(typed).Requested is [var only] ? only : throw new CommandException(ExitCodes.Usage, $"'{typed}' is not the folder of one cell.");
    }

    /// <summary>The contracts of a cell of the workspace, as it is built from its sources now; none where its program does not show them.</summary>
    internal static async Task<List<ContractSchema>> BuiltAsync(WorkspaceCell cell, CancellationToken cancellation)
    {
        if (cell.ProjectPath is not { } project)
            return BuiltContracts.In(Path.GetDirectoryName(cell.ProgramPath!)!);
        CellBuild build = await BuildProgress.EnsureAsync(cell.Name, project, BuildMode.Whole, cancellation);
        return BuiltContracts.In(build.Directory);
    }

    /// <summary>The one that was meant: by its name, else the only one, else the one that is called as the cell is.</summary>
    internal static ContractSchema Select(IReadOnlyList<ContractSchema> contracts, string cell, string? typed)
    {
        string[] names = [.. contracts.Select(static contract => contract.Name)];
        if (typed is not null)
        {
            return contracts.FirstOrDefault(contract => contract.Name == typed) ?? throw new CommandException(
                ExitCodes.NotFound,
                $"'{cell}' does not serve '{typed}'. {(NearestName.Find(typed, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"It serves: {string.Join(", ", names)}.")}");
        }

        return contracts switch
        {
            [] => throw new CommandException(ExitCodes.NotFound, $"'{cell}' serves no contract."),
            [var only] => only,
            _ => contracts.FirstOrDefault(contract => contract.Name == CellName.Normalize(cell))
                ?? throw new CommandException(ExitCodes.Usage, $"'{cell}' serves {contracts.Count} contracts; name one: {string.Join(", ", names)}."),
        };
    }

    private static async Task<List<ContractSchema>> RunningAsync(string cell, SupervisorFiles files, CancellationToken cancellation)
    {
        await using CellSession session = await CellSessions.OpenAsync(cell, files, cancellation);
        SchemaSourceClient schemas = session.CreateClient<SchemaSourceClient>();
        List<ContractSchema> contracts = [];
        foreach (RemoteContract contract in session.RemoteContracts.Where(static contract => contract.Name != SchemaContract))
            contracts.Add(ContractSchema.Parse(await schemas.DescribeAsync(contract.Name, cancellation)));
        return contracts;
    }
}
