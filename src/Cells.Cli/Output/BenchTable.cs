using System.Globalization;
using Cells.Bench.Load;
using Spectre.Console;

namespace Cells.Cli.Output;

/// <summary>What a benchmark gave, for a reader.</summary>
internal static class BenchTable
{
    /// <summary>Shows it.</summary>
    internal static void Write(IAnsiConsole console, BenchPlan plan, BenchResult result)
    {
        console.WriteLine(Title(plan, result));
        console.Write(Of(plan, result));
    }

    private static Table Of(BenchPlan plan, BenchResult result)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("");
        table.AddColumn(new TableColumn("").RightAligned());
        table.HideHeaders();
        if (plan.Scenario == Scenario.Idle)
            AddIdle(table, result);
        else
            AddCalls(table, plan, result);
        return table;
    }

    private static string Title(BenchPlan plan, BenchResult result)
    {
        string form = $"{(plan.Untouched ? " --untouched" : "")}{(plan.Form is { } payloads ? $" --form {payloads}" : "")}{(plan.Blocking ? " --blocking" : "")}{(plan.Later ? " --later" : "")}";
        string runs = plan.Runs == 1 ? "" : $", median of {plan.Runs} runs";
        string processes = result.Processes == 1 ? "one process" : $"{result.Processes} processes";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scenario}{form} over {result.Transport}: {result.PayloadBytes:N0} B, {result.InFlight} in flight, {processes}, {result.Cores} cores, {result.Seconds:0.0} s{runs}");
    }

    private static void AddIdle(Table table, BenchResult result)
    {
        double window = result.Seconds * 1e9;
        Add(table, "processor (caller, server)", Both(result.CpuNsPerCall, used => Text($"{used / window * 100:0.000} %")));
        Add(table, "system calls (caller, server)", Both(result.SyscallsPerCall, count => Text($"{count:0}")));
        Add(table, "allocated (caller, server)", Both(result.AllocatedBytesPerCall, bytes => Text($"{bytes:N0} B")));
    }

    private static void AddCalls(Table table, BenchPlan plan, BenchResult result)
    {
        Add(table, "calls", Text($"{result.CallsPerSecond:N0} /s"));
        Add(table, "payload", Rate(result.BytesPerSecond));
        if (result.LatencyNs is { } latency)
        {
            Add(table, "latency mean", Time(latency.Mean));
            Add(table, "p50 / p99 / p99.9", $"{Time(latency.P50)} / {Time(latency.P99)} / {Time(latency.P999)}");
        }

        Add(table, "processor per call (caller, server)", Both(result.CpuNsPerCall, Time));
        Add(table, "allocated per call (caller, server)", Both(result.AllocatedBytesPerCall, bytes => Text($"{bytes:0.##} B")));
        Add(table, "system calls per call (caller, server)", Both(result.SyscallsPerCall, count => Text($"{count:0.###}")));
        if (result.Raw is not { } raw)
            return;
        string medium = raw.Blocking is null ? "in bare memory" : "on a bare socket";
        if (raw.Blocking is { } blocking)
            Add(table, $"{raw.Exchange} {medium}, blocking", FigureOf(plan, blocking));
        if (raw.Spinning is { } spinning)
            Add(table, $"{raw.Exchange} {medium}, spinning", FigureOf(plan, spinning));
        if (result.RatioToRaw is { } ratio)
            Add(table, plan.Scenario.Figure == MainFigure.MedianLatency ? "p50 over the better of them" : "rate over the better of them", Text($"{ratio:0.00}"));
    }

    private static string FigureOf(BenchPlan plan, RawFigures figures) => plan.Scenario.Figure switch
    {
        MainFigure.MedianLatency => figures.LatencyNs is { } latency ? $"p50 {Time(latency.P50)}" : "-",
        MainFigure.BytesPerSecond => Rate(figures.BytesPerSecond),
        _ => Text($"{figures.CallsPerSecond:N0} /s"),
    };

    private static void Add(Table table, string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));

    private static string Both(SidesResult sides, Func<double, string> show) => (sides.Client, sides.Server) switch
    {
        (null, _) => "not counted",
        ({ } both, null) => $"{show(both)} together",
        ({ } client, { } server) => $"{show(client)}, {show(server)}",
    };

    private static string Rate(double bytesPerSecond) => bytesPerSecond >= 1e9 ? Text($"{bytesPerSecond / 1e9:0.00} GB/s") : Text($"{bytesPerSecond / 1e6:0.0} MB/s");

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        >= 1e6 => Text($"{nanoseconds / 1e6:0.00} ms"),
        >= 1e4 => Text($"{nanoseconds / 1e3:0.0} µs"),
        >= 1e3 => Text($"{nanoseconds / 1e3:0.00} µs"),
        _ => Text($"{nanoseconds:0} ns"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
