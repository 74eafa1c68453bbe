using System.Collections;
using System.Globalization;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Running;

/// <summary>What a supervisor is told of a cell.</summary>
internal static class CellSpecs
{
    /// <param name="cell">The cell.</param>
    /// <param name="build">Its build; null where its genome names a program.</param>
    /// <param name="asDependency">Whether it is started only because another cell depends on it.</param>
    internal static CellSpec Of(WorkspaceCell cell, CellBuild? build, bool asDependency)
    {
        string program = build?.Program ?? cell.ProgramPath!;
        return Of(cell, program, build?.Id ?? string.Create(CultureInfo.InvariantCulture, $"{program} of {File.GetLastWriteTimeUtc(program):O}"), asDependency);
    }

    /// <param name="cell">The cell.</param>
    /// <param name="program">The program that it runs.</param>
    /// <param name="build">Names the build.</param>
    /// <param name="asDependency">Whether it is started only because another cell depends on it.</param>
    internal static CellSpec Of(WorkspaceCell cell, string program, string build, bool asDependency)
    {
        CellLife life = cell.Genome.Life;
        return new CellSpec(
            cell.Name,
            program,
            [],
            cell.Folder,
            Variables(),
            build,
            cell.Folder,
            life.Restart switch { RestartPolicy.Always => "always", RestartPolicy.Never => "never", _ => "on-failure" },
            (int)Math.Min(life.ReadyTimeout.TotalMilliseconds, int.MaxValue),
            [.. cell.Junctions.Select(junction => junction.Cell).Distinct(StringComparer.Ordinal)],
            asDependency,
            cell.Genome.Replicas,
            cell.Genome.Limits.MemoryBytes ?? 0,
            cell.Genome.Limits.Processors ?? 0,
            cell.Genome.Limits.Processes ?? 0,
            life.Start == StartPolicy.OnDemand,
            (int)Math.Min(life.IdleStop?.TotalMilliseconds ?? 0, int.MaxValue),
            cell.Genome.Isolated);
    }

    /// <summary>A cell gets the environment of the command that starts it, not that of the one that happened to start the supervisor.</summary>
    private static List<string> Variables()
    {
        List<string> variables = [];
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (!SystemdLink.Variables.Contains((string)entry.Key))
                variables.Add($"{entry.Key}={entry.Value}");
        }

        return variables;
    }
}
