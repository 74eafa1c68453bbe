using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell ps</c>: what runs.</summary>
internal static class PsCommand
{
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON array, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("ps", "Shows the cells of this run directory.") { json, runDirectory };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.Files(runDirectory), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(SupervisorFiles files, bool json, CancellationToken cancellation)
    {
        using SupervisorConnection? supervisor = SupervisorConnection.TryOpen(files, cancellation);
        List<CellStatus> cells = RunDirectoryCells.List(files, supervisor, new ListRequest("", MeasureForMs: 0), cancellation);

        if (json)
            Console.WriteLine(ToJson(cells));
        else if (cells.Count == 0)
            Console.WriteLine($"No cell runs in {files.Directory.Path}.");
        else
            Console.Write(ToTable(cells));
        return ExitCodes.Success;
    }

    private static string ToTable(List<CellStatus> cells)
    {
        var table = new TextTable("NAME", "STATE", "PID", "UP", "RESTARTS", "LAST EXIT", "SESSIONS", "NOTE");
        foreach (CellStatus cell in cells)
        {
            table.Add(
                cell.Name,
                cell.State,
                cell.Instances.Count == 0 ? "-" : string.Join(", ", cell.Instances.Select(static instance => instance.ProcessId.ToString(CultureInfo.InvariantCulture))),
                cell.StartedUnixMs == 0 ? "-" : Age(cell.StartedUnixMs),
                cell.Restarts.ToString(CultureInfo.InvariantCulture),
                cell.LastExit.Length == 0 ? "-" : cell.LastExit,
                SessionCounts.Of(cell),
                cell.Reason);
        }

        return table.ToString();
    }

    private static string Age(long startedUnixMs)
    {
        TimeSpan age = DateTime.UtcNow - DateTime.UnixEpoch.AddMilliseconds(startedUnixMs);
        return age switch
        {
            { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)age.TotalSeconds)}s"),
            { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m {age.Seconds}s"),
            { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h {age.Minutes}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d {age.Hours}h"),
        };
    }

    private static string ToJson(List<CellStatus> cells) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (CellStatus cell in cells)
            Write(writer, cell);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, CellStatus cell)
    {
        writer.WriteStartObject();
        writer.WriteString("name", cell.Name);
        writer.WriteString("state", cell.State);
        writer.WriteOrNull("process_id", cell.ProcessId, cell.ProcessId == 0);
        writer.WriteOrNull("started_unix_ms", cell.StartedUnixMs, cell.StartedUnixMs == 0);
        writer.WriteOrNull("ready_after_ms", cell.ReadyAfterMs, cell.ReadyAfterMs < 0);
        writer.WriteNumber("restarts", cell.Restarts);
        writer.WriteString("last_exit", cell.LastExit);
        writer.WriteString("reason", cell.Reason);
        writer.WriteString("build", cell.Build);
        writer.WriteString("source", cell.Source);
        writer.WriteString("log_file", cell.LogFile);
        writer.WriteBoolean("as_dependency", cell.AsDependency);
        writer.WriteStrings("contracts", cell.Contracts);
        writer.WriteOrNull("previous_build", cell.PreviousBuild);
        InstanceReportJson.Write(writer, cell.Instances.Find(instance => instance.ProcessId == cell.ProcessId)?.Report);
        writer.WriteStartArray("instances");
        foreach (InstanceStatus instance in cell.Instances)
            Write(writer, instance);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, InstanceStatus instance)
    {
        writer.WriteStartObject();
        writer.WriteNumber("process_id", instance.ProcessId);
        writer.WriteString("role", instance.Role);
        writer.WriteString("build", instance.Build);
        writer.WriteNumber("started_unix_ms", instance.StartedUnixMs);
        writer.WriteOrNull("ready_after_ms", instance.ReadyAfterMs, instance.ReadyAfterMs < 0);
        InstanceReportJson.Write(writer, instance.Report);
        writer.WriteEndObject();
    }
}
