using System.Diagnostics;
using Cells.Tests;

namespace Cells.Hosting.Tests.Telemetry;

public sealed class TraceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_call_through_three_processes_is_one_trace_with_the_right_parents()
    {
        await using Collector collector = await Collector.StartAsync();
        using var directory = new TemporaryDirectory();
        using Process b = Start(collector, directory, HopPrograms.CellCommand, "hop_a", "--name", "hop_b");
        using Process a = Start(collector, directory, HopPrograms.CellCommand, "hop_b", "--name", "hop_a");
        using Process caller = Start(collector, directory, HopPrograms.CallerCommand, "2");
        string output = await caller.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        Assert.Contains("hop_b hop_a", output, StringComparison.Ordinal);

        // What is not exported yet is when a process ends.
        await EndAsync(caller);
        await EndAsync(a);
        await EndAsync(b);

        Span[] spans = [.. collector.Spans];
        Assert.Single(spans.Select(static span => span.Trace).Distinct());
        Span Of(string service, int kind) => Assert.Single(spans, span => span.Service == service && span.Kind == kind);
        Span[] chain = [Of("caller", Span.Client), Of("hop_a", Span.Server), Of("hop_a", Span.Client), Of("hop_b", Span.Server)];
        Assert.Equal(chain.Length, spans.Length);
        Assert.Equal("", chain[0].Parent);
        for (int i = 1; i < chain.Length; i++)
            Assert.Equal(chain[i - 1].Id, chain[i].Parent);
        Assert.All(spans, static span =>
        {
            Assert.Equal("hop/Hop", span.Name);
            Assert.Equal("cells", span.Attributes["rpc.system.name"]);
            Assert.Equal("hop/Hop", span.Attributes["rpc.method"]);
            Assert.DoesNotContain("error.type", span.Attributes.Keys);
        });
        Assert.Contains("rpc.client.call.duration", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("rpc.server.call.duration", collector.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_switches_telemetry_off_has_no_spans_and_measures_nothing()
    {
        await using Collector collector = await Collector.StartAsync();
        using var directory = new TemporaryDirectory();
        using Process a = Start(collector, directory, HopPrograms.CellCommand, "nobody", "--name", "hop_a");
        using Process caller = Start(collector, directory, HopPrograms.SilentCallerCommand, "1");
        string output = await caller.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        Assert.Contains("hop_a", output, StringComparison.Ordinal);
        await EndAsync(caller);
        await EndAsync(a);

        Span span = Assert.Single(collector.Spans);
        Assert.Equal("hop_a", span.Service);
        Assert.Equal("", span.Parent);
        Assert.DoesNotContain("rpc.client.call.duration", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("rpc.server.call.duration", collector.Metrics, StringComparison.Ordinal);
    }

    private static Process Start(Collector collector, TemporaryDirectory directory, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(TraceTests).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["CELL_RUN_DIR"] = directory.Path,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        })!;

    private static async Task EndAsync(Process process)
    {
        // One that has nothing more to do ends by itself.
        if (Platform.Processes.ProcessDescriptor.TryOpen(process.Id, out Platform.Processes.ProcessDescriptor? descriptor))
        {
            using (descriptor)
                descriptor.Send(Platform.Processes.ProcessSignal.Terminate);
        }

        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
    }
}
