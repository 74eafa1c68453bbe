using System.CommandLine;
using Cells.Bench.Load;
using Cells.Bench.Load.Peers;
using Cells.Cli.Output;
using Spectre.Console;

namespace Cells.Cli.Commands;

/// <summary><c>cell bench</c>: what calls cost on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create()
    {
        string names = string.Join(", ", Scenario.All.Select(static scenario => scenario.Name));
        var scenario = new Argument<string>("WORKLOAD") { Description = $"One of: {names}." };
        var transport = new Option<string?>("--transport") { Description = "unix (default), shm or inproc.", HelpName = "NAME" };
        var untouched = new Option<bool>("--untouched") { Description = "The same payload each time, of which only the length is read." };
        var form = new Option<string?>("--form") { Description = "How a payload is sent and handled: as an image built and read in place (default), or as a record.", HelpName = "image|record" };
        var blocking = new Option<bool>("--blocking") { Description = "The caller blocks instead of awaiting." };
        var seconds = new Option<double?>("--seconds") { Description = "For how long to measure, after a warm-up. Default 5, and 10 for idle.", HelpName = "SECONDS" };
        var depth = new Option<int?>("--depth") { Description = "How many calls to keep in flight; of fanout: to how many processes.", HelpName = "CALLS" };
        var payload = new Option<int?>("--payload") { Description = "The size of the payload.", HelpName = "BYTES" };
        var runs = new Option<int?>("--runs") { Description = "How many times to measure; the table shows the median run, --json each.", HelpName = "RUNS" };
        var json = new Option<bool>("--json") { Description = "One JSON object for each run, for programs." };
        var busy = new Option<int?>("--busy") { Description = "How many processes are to keep the machine busy meanwhile.", HelpName = "PROCESSES" };
        var later = new Option<bool>("--later") { Description = "Handlers reply a moment later, from another thread." };
        var sends = new Option<bool>("--sends") { Hidden = true };
        var noRaw = new Option<bool>("--no-raw") { Description = "Without the same exchange on a bare socket or in bare memory, which takes half of the time." };
        var command = new Command("bench", """
            Measures calls between two processes (in one for inproc), and the same exchange on a bare socket beside them.

              cell bench small --transport unix
              cell bench pingpong --blocking --json
            """) { scenario, transport, untouched, form, blocking, seconds, depth, payload, runs, busy, json, later, sends, noRaw };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new BenchRequest
            {
                Scenario = parsed.GetValue(scenario)!,
                Transport = parsed.GetValue(transport),
                Untouched = parsed.GetValue(untouched),
                Form = parsed.GetValue(form),
                Blocking = parsed.GetValue(blocking),
                Later = parsed.GetValue(later),
                Seconds = parsed.GetValue(seconds),
                Depth = parsed.GetValue(depth),
                Payload = parsed.GetValue(payload),
                Busy = parsed.GetValue(busy),
                Runs = parsed.GetValue(runs),
            };
            var runner = new BenchRunner(PeerCommand.OfThisProgram()) { CountsSends = parsed.GetValue(sends), MeasuresRaw = !parsed.GetValue(noRaw) };
            return RunAsync(request, parsed.GetValue(json), runner, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(BenchRequest request, bool json, BenchRunner runner, CancellationToken cancellation)
    {
        BenchPlan plan;
        try
        {
            plan = BenchPlan.From(request);
        }
        catch (BenchUsageException error)
        {
            throw new CommandException(ExitCodes.Usage, error.Message);
        }

        if (json)
        {
            for (int i = 0; i < plan.Runs; i++)
                Console.WriteLine((await runner.RunAsync(plan, cancellation)).ToJson());
        }
        else
        {
            BenchTable.Write(AnsiConsole.Console, plan, Median(plan, await RunAllAsync(runner, plan, cancellation)));
        }

        return ExitCodes.Success;
    }

    private static async Task<List<BenchResult>> RunAllAsync(BenchRunner runner, BenchPlan plan, CancellationToken cancellation)
    {
        var results = new List<BenchResult>(plan.Runs);
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        for (int i = 0; i < plan.Runs; i++)
        {
            string text = plan.Runs == 1 ? $"measuring {plan.Scenario.Name}" : $"measuring {plan.Scenario.Name}, run {i + 1} of {plan.Runs}";
            if (Console.IsErrorRedirected)
                results.Add(await runner.RunAsync(plan, cancellation));
            else
                await terminal.Status().Spinner(Spinner.Known.Dots).StartAsync(text, async _ => results.Add(await runner.RunAsync(plan, cancellation)));
        }

        return results;
    }

    /// <summary>The run in the middle by the workload's figure: a whole run, so that its figures belong together.</summary>
    private static BenchResult Median(BenchPlan plan, List<BenchResult> results) =>
        results.OrderBy(result => result.Figure(plan.Scenario.Figure) ?? 0).ElementAt((results.Count - 1) / 2);
}
