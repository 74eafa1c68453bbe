using System.Collections;
using System.CommandLine;
using System.Globalization;
using Cells.Cli.Contracts;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell run</c>: builds what changed, starts what does not run, dependencies first, and waits until it is ready.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var cells = new Argument<string[]>("DIR|NAME")
        {
            Description = "Folders of cells or workspaces, or names of cells of this workspace. Default: the current folder.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var locked = new Option<bool>("--locked") { Description = "Fail where a snapshot of a called cell's contract would have to be changed." };
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        cells.CompleteNames(runDirectory);
        var command = new Command("run", """
            Builds cells if what they are made of changed, starts them, dependencies first, and waits until they are ready.

              cell run examples/order-gateway
              cell run order_gateway
            """) { cells, locked, json, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(cells) is { Length: > 0 } typed ? typed : ["."], parsed.GetValue(locked), parsed.GetValue(json), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, bool isLocked, bool json, SupervisorFiles files, CancellationToken cancellation)
    {
        List<CellSelection.Selected> selected = CellSelection.Of(typed, files);
        Dictionary<string, CellBuild> builds = new(StringComparer.Ordinal);
        foreach ((WorkspaceCell cell, _) in selected)
        {
            if (cell.ProjectPath is not { } project || builds.ContainsKey(project))
                continue;
            JunctionSnapshots.Pull(cell, called => ProgramFolder(selected, builds, called), isLocked);
            builds[project] = await BuildProgress.EnsureAsync(cell.Name, project, cancellation);
        }

        foreach ((WorkspaceCell cell, bool asDependency) in selected)
        {
            CellBuild? build = cell.ProjectPath is { } project ? builds[project] : null;
            StartReply reply = await StartAsync(Describe(cell, build, asDependency), files, cancellation);
            Report(reply, json);
        }

        return ExitCodes.Success;
    }

    /// <summary>Where the program of a cell is that starts earlier, and so is built already.</summary>
    private static string ProgramFolder(List<CellSelection.Selected> selected, Dictionary<string, CellBuild> builds, string name)
    {
        WorkspaceCell cell = selected.First(other => other.Cell.Name == name).Cell;
        return cell.ProjectPath is { } project ? builds[project].Directory : Path.GetDirectoryName(cell.ProgramPath!)!;
    }

    private static async Task<StartReply> StartAsync(CellSpec spec, SupervisorFiles files, CancellationToken cancellation)
    {
        while (true)
        {
            StartReply reply;
            try
            {
                await using SupervisorConnection supervisor = await SupervisorConnection.OpenAsync(files, cancellation);
                reply = await supervisor.Nucleus.StartAsync(spec, cancellation);
            }
            catch (PeerLostException lost) when (lost.NotStarted)
            {
                // It was ending when it was asked: its successor will do it.
                continue;
            }

            if (reply.Outcome != StartOutcomes.Ending)
                return reply;
        }
    }

    /// <exception cref="CommandException">It did not start.</exception>
    private static void Report(StartReply reply, bool json)
    {
        if (json)
            Console.WriteLine(ToJson(reply));
        if (reply.Outcome == StartOutcomes.Failed)
        {
            string lines = reply.LastLines.Count == 0 ? "It wrote nothing." : $"Its last lines:\n  {string.Join("\n  ", reply.LastLines)}";
            throw new CommandException(ExitCodes.StartFailed, $"'{reply.Status.Name}' did not start: {reply.Reason}.\n{lines}");
        }

        if (!json)
            Console.WriteLine(ToText(reply));
    }

    private static string ToText(StartReply reply)
    {
        CellStatus cell = reply.Status;
        return reply.Outcome switch
        {
            StartOutcomes.Unchanged => $"{cell.Name} runs already and is unchanged (process {cell.ProcessId})",
            StartOutcomes.Restarted => $"{cell.Name} has changed: the old one was drained, the new one is ready (process {cell.ProcessId}, {cell.ReadyAfterMs} ms)",
            _ => $"{cell.Name} is ready (process {cell.ProcessId}, {cell.ReadyAfterMs} ms)",
        };
    }

    private static string ToJson(StartReply reply) => JsonText.Of(writer =>
    {
        CellStatus cell = reply.Status;
        writer.WriteStartObject();
        writer.WriteString("name", cell.Name);
        writer.WriteString("outcome", reply.Outcome);
        writer.WriteOrNull("process_id", cell.ProcessId, cell.ProcessId == 0);
        writer.WriteOrNull("ready_after_ms", cell.ReadyAfterMs, cell.ReadyAfterMs < 0);
        writer.WriteString("build", cell.Build);
        writer.WriteBoolean("as_dependency", cell.AsDependency);
        writer.WriteString("reason", reply.Reason);
        writer.WriteStrings("last_lines", reply.LastLines);
        writer.WriteEndObject();
    });

    private static CellSpec Describe(WorkspaceCell cell, CellBuild? build, bool asDependency)
    {
        string program = build?.Program ?? cell.ProgramPath!;
        CellLife life = cell.Genome.Life;
        return new CellSpec(
            cell.Name,
            program,
            [],
            cell.Folder,
            Variables(),
            build?.Id ?? string.Create(CultureInfo.InvariantCulture, $"{program} of {File.GetLastWriteTimeUtc(program):O}"),
            cell.Folder,
            life.Restart switch { RestartPolicy.Always => "always", RestartPolicy.Never => "never", _ => "on-failure" },
            (int)Math.Min(life.ReadyTimeout.TotalMilliseconds, int.MaxValue),
            [.. cell.Junctions.Select(junction => junction.Cell).Distinct(StringComparer.Ordinal)],
            asDependency);
    }

    /// <summary>A cell gets the environment of the command that starts it, not that of the one that happened to start the supervisor.</summary>
    private static List<string> Variables()
    {
        List<string> variables = [];
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables.Add($"{entry.Key}={entry.Value}");
        return variables;
    }
}
