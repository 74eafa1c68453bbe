using System.CommandLine;
using System.Globalization;
using Cells.Bench.Demo;
using Cells.Cli.Demo;
using Cells.Cli.Output;
using Cells.Cli.Watching;

namespace Cells.Cli.Commands;

/// <summary><c>cell demo</c>: clients that call a cell, and what one can do to it.</summary>
internal static class DemoCommand
{
    private const string ScriptedKeys = "ukcsr";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(800);

    internal static Command Create()
    {
        string keys = string.Join(", ", DemoRun.Keys.Select(static key => $"{key.Key}: {key.Name}"));
        var script = new Option<string?>("--keys") { Description = $"Presses these keys, one after the other, and ends ({keys}). Without a terminal: {ScriptedKeys}.", HelpName = "KEYS" };
        var json = new Option<bool>("--json") { Description = "At the end a JSON object, for programs. Only with --keys." };
        var command = new Command("demo", """
            Eight clients call a cell over shared memory and count. Kill it, crash it, upgrade it: nothing is lost and nothing is counted twice.

              cell demo
              cell demo --keys ukcsr
            """) { script, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(script) ?? (LiveScreen.IsPossible ? null : ScriptedKeys), parsed.GetValue(json), cancellation));
        return command;
    }

    /// <summary>The cell's program, which the demo has its supervisor start.</summary>
    internal static Command CreateCell()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where it counts." };
        var version = new Argument<string>("VERSION") { Description = "What it says of itself." };
        var command = new Command(DemoProgram.Word, "Serves the demo's cell.") { folder, version };
        command.Hidden = true;
        command.SetAction((parsed, _) => DemoProgram.RunAsync(parsed.GetValue(folder)!, parsed.GetValue(version)!));
        return command;
    }

    private static async Task<int> RunAsync(string? keys, bool json, CancellationToken cancellation)
    {
        string wrong = string.Concat((keys ?? "").Where(static key => DemoRun.Keys.All(known => known.Key != key)).Take(1));
        if (wrong.Length > 0)
            throw new CommandException(ExitCodes.Usage, $"There is no key '{wrong}'. There are: {string.Join(", ", DemoRun.Keys.Select(static key => key.Key))}.");
        await using var run = new DemoRun();
        await run.StartAsync(cancellation);
        if (keys is null)
            await ShowAsync(run, cancellation);
        else
            await PressAsync(run, keys, json, cancellation);
        await run.EndAsync();
        (long lost, long twice) = run.Count();
        Console.WriteLine(json ? ToJson(run, lost, twice) : ToText(run, lost, twice));
        return lost + twice + run.Failed == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    private static async Task PressAsync(DemoRun run, string keys, bool json, CancellationToken cancellation)
    {
        await Task.Delay(BetweenKeys, cancellation);
        foreach (char key in keys)
        {
            string? done = await run.PressAsync(key, cancellation);
            if (!json)
                Console.WriteLine(done);
            await Task.Delay(BetweenKeys, cancellation);
        }
    }

    private static async Task ShowAsync(DemoRun run, CancellationToken cancellation)
    {
        Task<string?> doing = Task.FromResult<string?>(null);
        string name = "";
        await LiveScreen.ShowAsync(
            Moment,
            _ =>
            {
                run.Latencies.Step();
                return DemoScreen.Of(run, doing.IsCompleted ? doing.Exception?.InnerException?.Message ?? "" : $"{name} …");
            },
            key =>
            {
                // One thing at a time; what it is about to do is shown.
                if (!doing.IsCompleted || DemoRun.Keys.FirstOrDefault(known => known.Key == key) is not { Name: { } known })
                    return;
                name = known;
                doing = run.PressAsync(key, cancellation);
            },
            cancellation);
    }

    private static string ToText(DemoRun run, long lost, long twice) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Latencies.Count:#,0} calls, {run.Failed} failed, {lost} lost, {twice} twice; median {FigureText.Time(run.Latencies.Median)}, longest {FigureText.Time(run.Latencies.Longest)}{(run.Failed == 0 ? "" : $"; {run.LastError}")}");

    private static string ToJson(DemoRun run, long lost, long twice) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("calls", run.Latencies.Count);
        writer.WriteNumber("failed", run.Failed);
        writer.WriteNumber("lost", lost);
        writer.WriteNumber("twice", twice);
        writer.WriteNumber("version", run.Version);
        writer.WriteOrNull("p50_us", run.Latencies.Median);
        writer.WriteOrNull("longest_us", run.Latencies.Longest);
        writer.WriteString("last_error", run.LastError);
        writer.WriteEndObject();
    });
}
