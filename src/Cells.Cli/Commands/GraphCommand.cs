using System.CommandLine;
using System.Globalization;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Cli.Watching;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Spectre.Console;

namespace Cells.Cli.Commands;

/// <summary><c>cell graph</c>: who calls whom.</summary>
internal static class GraphCommand
{
    internal static Command Create()
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Shows it again and again, until interrupted, or q is pressed." };
        Option<double> interval = TopCommand.IntervalOption();
        var json = new Option<bool>("--json") { Description = "One JSON array, for programs; with --watch one each time, on a line of its own." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("graph", "Shows who calls the cells of this run directory, over which transport, and how many calls were made since.") { watch, interval, json, runDirectory };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.Files(runDirectory), parsed.GetValue(watch) ? TopCommand.Interval(parsed.GetValue(interval)) : null, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SupervisorFiles files, TimeSpan? interval, bool json, CancellationToken cancellation)
    {
        if (interval is { } shown && !json && LiveScreen.IsPossible)
        {
            await LiveScreen.ShowAsync(shown, over => new Text(ToText(Edges(files, over), files)), pressed: null, cancellation);
            return ExitCodes.Success;
        }

        while (true)
        {
            List<CallGraph.Edge> edges = Edges(files, cancellation);
            if (json)
                Console.WriteLine(ToJson(edges));
            else
                Console.Write(ToText(edges, files));
            if (interval is not { } pause)
                return ExitCodes.Success;
            await Task.Delay(pause, cancellation);
        }
    }

    private static List<CallGraph.Edge> Edges(SupervisorFiles files, CancellationToken cancellation)
    {
        using SupervisorConnection? supervisor = SupervisorConnection.TryOpen(files, cancellation);
        return CallGraph.Of(RunDirectoryCells.List(files, supervisor, new ListRequest("", MeasureForMs: 0), cancellation));
    }

    private static string ToText(List<CallGraph.Edge> edges, SupervisorFiles files)
    {
        if (edges.Count == 0)
            return $"Nobody has a session with a cell of {files.Directory.Path}.\n";
        var table = new TextTable("CALLER", "PID", "CALLS", "OVER", "SESSIONS", "CALLS MADE");
        foreach (CallGraph.Edge edge in edges)
        {
            table.Add(
                edge.Caller,
                edge.CallerProcessId == 0 ? "-" : edge.CallerProcessId.ToString(CultureInfo.InvariantCulture),
                $"-> {edge.Called}",
                edge.Transport,
                edge.Sessions.ToString(CultureInfo.InvariantCulture),
                edge.Calls.ToString("#,0", CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }

    private static string ToJson(List<CallGraph.Edge> edges) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (CallGraph.Edge edge in edges)
        {
            writer.WriteStartObject();
            writer.WriteString("caller", edge.Caller);
            writer.WriteOrNull("caller_process_id", edge.CallerProcessId, edge.CallerProcessId == 0);
            writer.WriteString("called", edge.Called);
            writer.WriteString("transport", edge.Transport);
            writer.WriteNumber("sessions", edge.Sessions);
            writer.WriteNumber("calls", edge.Calls);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
