using System.CommandLine;
using System.Globalization;
using Cells.Cli.Output;
using Cells.Cli.Watching;
using Cells.Nucleus.RunDirectories;
using Spectre.Console;

namespace Cells.Cli.Commands;

/// <summary><c>cell top</c>: what cells do, live.</summary>
internal static class TopCommand
{
    private static readonly string[] Headings = ["NAME", "STATE", "CALLS/S", "P50", "P99", "FAILED/S", "CPU", "MEMORY", "HUB", "SESSIONS", "RESTARTS"];

    internal static Command Create()
    {
        Option<double> interval = IntervalOption();
        var count = new Option<int?>("--count", "-n") { Description = "How many times. Default: until interrupted, or q is pressed.", HelpName = "COUNT" };
        var json = new Option<bool>("--json") { Description = "A JSON array each time, on a line of its own, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("top", """
            Shows what cells do: calls and how long they take at the cell, processor, memory. Cells count their calls only while somebody looks.

              cell top
              cell top --json -n 1
            """) { interval, count, json, runDirectory };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.Files(runDirectory), Interval(parsed.GetValue(interval)), parsed.GetValue(count), parsed.GetValue(json), cancellation));
        return command;
    }

    internal static Option<double> IntervalOption() => new("--interval")
    {
        Description = "How many seconds between two looks. Default 1.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 1,
    };

    internal static TimeSpan Interval(double seconds) => seconds is >= 0.1 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw new CommandException(ExitCodes.Usage, $"--interval takes 0.1 to 3,600 seconds, not {seconds.ToString(CultureInfo.InvariantCulture)}.");

    private static async Task<int> RunAsync(SupervisorFiles files, TimeSpan interval, int? count, bool json, CancellationToken cancellation)
    {
        using var sampler = new CellSampler(files);
        sampler.Look(cancellation);
        if (count is null && !json && LiveScreen.IsPossible)
        {
            await LiveScreen.ShowAsync(interval, over => ToScreen(sampler.Look(over), files), pressed: null, cancellation);
            return ExitCodes.Success;
        }

        for (int i = 0; i < (count ?? int.MaxValue); i++)
        {
            await Task.Delay(interval, cancellation);
            List<CellFigures> figures = sampler.Look(cancellation);
            if (json)
                Console.WriteLine(ToJson(figures));
            else if (figures.Count == 0)
                Console.WriteLine(Nothing(files));
            else
                Console.Write(ToTable(figures));
        }

        return ExitCodes.Success;
    }

    private static string Nothing(SupervisorFiles files) => $"No cell runs in {files.Directory.Path}.";

    private static string ToTable(List<CellFigures> figures)
    {
        var table = new TextTable(Headings);
        foreach (CellFigures cell in figures)
            table.Add(Row(cell));
        return table.ToString();
    }

    private static Spectre.Console.Rendering.IRenderable ToScreen(List<CellFigures> figures, SupervisorFiles files)
    {
        if (figures.Count == 0)
            return new Text(Nothing(files));
        Table table = new Table { Border = TableBorder.None, ShowRowSeparators = false }.Expand();
        for (int i = 0; i < Headings.Length; i++)
            table.AddColumn(new TableColumn(new Markup($"[bold]{Headings[i]}[/]")) { Alignment = i < 2 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (CellFigures cell in figures)
            table.AddRow(Row(cell).Select((text, column) => new Text(text, StyleOf(cell, column))));
        string title = $"{figures.Count} cells, {FigureText.Rate(figures.Sum(static cell => cell.CallsPerSecond))} calls/s — q ends";
        return new Rows(new Text(title, new Style(decoration: Decoration.Dim)), table);
    }

    private static Style StyleOf(CellFigures cell, int column) => (column, cell.Status.State) switch
    {
        (1, "ready") => new Style(Color.Green),
        (1, "failed") => new Style(Color.Red),
        (1, "idle" or "stopped") => new Style(Color.Grey),
        (1, _) => new Style(Color.Yellow),
        (5, _) when cell.FailuresPerSecond > 0 => new Style(Color.Red),
        _ => Style.Plain,
    };

    private static string[] Row(CellFigures cell) =>
    [
        cell.Status.Name,
        cell.Status.State,
        FigureText.Rate(cell.CallsPerSecond),
        FigureText.Time(cell.MedianMicroseconds),
        FigureText.Time(cell.SlowMicroseconds),
        FigureText.Rate(cell.FailuresPerSecond),
        FigureText.Percent(cell.Processors),
        FigureText.Bytes(cell.MemoryBytes),
        FigureText.Bytes(cell.HubBytes),
        SessionCounts.Of(cell.Status),
        cell.Status.Restarts.ToString(CultureInfo.InvariantCulture),
    ];

    private static string ToJson(List<CellFigures> figures) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (CellFigures cell in figures)
        {
            writer.WriteStartObject();
            writer.WriteString("name", cell.Status.Name);
            writer.WriteString("state", cell.Status.State);
            writer.WriteNumber("calls_per_second", Math.Round(cell.CallsPerSecond, 1));
            writer.WriteNumber("failed_per_second", Math.Round(cell.FailuresPerSecond, 1));
            writer.WriteOrNull("p50_us", cell.MedianMicroseconds);
            writer.WriteOrNull("p99_us", cell.SlowMicroseconds);
            writer.WriteNumber("processors", Math.Round(cell.Processors, 3));
            writer.WriteNumber("memory_bytes", cell.MemoryBytes);
            writer.WriteNumber("hub_bytes", cell.HubBytes);
            writer.WriteNumber("hub_in_use", cell.HubInUse);
            writer.WriteNumber("sessions", SessionCounts.All(cell.Status).Count());
            writer.WriteNumber("restarts", cell.Status.Restarts);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
