using System.Globalization;
using Cells.Cli.Watching;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cells.Cli.Demo;

/// <summary>What a demo shows.</summary>
internal static class DemoScreen
{
    internal static IRenderable Of(DemoRun run, string doing)
    {
        (long lost, long twice) = run.Count();
        (string medians, string longest) = run.Latencies.Rows();
        double seconds = run.Elapsed.TotalSeconds;
        var rows = new List<IRenderable>
        {
            new Markup($"[bold]8 clients call one cell over shared memory[/]  version {run.Version}, {Number(run.Latencies.Count)} calls, {Number((long)(run.Latencies.Count / seconds))}/s"),
            new Text(""),
            new Markup($"[{(lost + twice + run.Failed == 0 ? "green" : "red")} bold]{lost} lost, {twice} twice[/], {run.Failed} failed"),
            new Text(run.LastError, new Style(Color.Red)),
            new Markup($"median   [cyan]{medians}[/] {FigureText.Time(run.Latencies.Median)}"),
            new Markup($"longest  [yellow]{longest}[/] {FigureText.Time(run.Latencies.Longest)}"),
            new Text("         each bar is a quarter of a second; from 1 µs to 1 s, logarithmic", new Style(decoration: Decoration.Dim)),
            new Text(""),
        };
        rows.AddRange(run.Events.Select(static text => new Text(text)));
        rows.Add(new Text(doing, new Style(Color.Yellow)));
        rows.Add(new Text(""));
        rows.Add(new Markup(string.Join("   ", DemoRun.Keys.Select(static key => $"[bold]{key.Key}[/] {key.Name}").Append("[bold]q[/] end"))));
        return new Rows(rows);
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
