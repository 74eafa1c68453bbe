using Cells.Bench.Load;

namespace Cells.Performance.Tests;

public sealed class PlanTests
{
    [Theory]
    [InlineData("smal", null, "There is no workload 'smal'. Did you mean 'small'?")]
    [InlineData("small", "unx", "There is no transport 'unx'. Did you mean 'unix'?")]
    [InlineData("small", "tcp", "The transport 'tcp' is not there yet. There are: unix, shm, inproc.")]
    [InlineData("small", "tls", "The transport 'tls' is not there yet.")]
    public void A_name_that_is_not_there_is_said_with_those_that_are(string scenario, string? transport, string message)
    {
        var error = Assert.Throws<BenchUsageException>(() => BenchPlan.From(new BenchRequest { Scenario = scenario, Transport = transport }));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<BenchRequest, string> WrongRequests => new()
    {
        { new() { Scenario = "pingpong", Depth = 2 }, "--depth does not apply to the workload 'pingpong', only to: pipelined, small, bulk, fanout." },
        { new() { Scenario = "parked", Payload = 2 }, "--payload does not apply to the workload 'parked', only to: small, bulk, fanout." },
        { new() { Scenario = "pipelined", Untouched = true }, "--untouched does not apply to the workload 'pipelined', only to: small, bulk, fanout." },
        { new() { Scenario = "pingpong", Form = "record" }, "--form does not apply to the workload 'pingpong', only to: small, bulk." },
        { new() { Scenario = "small", Form = "recrod" }, "There is no form 'recrod'. Did you mean 'record'? There are: image, record." },
        { new() { Scenario = "small", Blocking = true }, "--blocking does not apply to the workload 'small', only to: pingpong, parked." },
        { new() { Scenario = "small", Depth = 0 }, "--depth is 0; it must be between 1 and 1024." },
        { new() { Scenario = "small", Payload = -1 }, "--payload is -1; it must be between 0 and 1073741824." },
        { new() { Scenario = "small", Seconds = double.NaN }, "--seconds is NaN; it must be between 0.1 and 3600." },
        { new() { Scenario = "fanout", Form = "record" }, "--form does not apply to the workload 'fanout', only to: small, bulk." },
        { new() { Scenario = "fanout", Depth = 65 }, "--depth is 65; it must be between 1 and 64." },
        { new() { Scenario = "small", Busy = -1 }, "--busy is -1; it must be between 0 and 64." },
        { new() { Scenario = "small", Runs = 0 }, "--runs is 0; it must be between 1 and 1000." },
        { new() { Scenario = "bulk", Payload = 2_000_000, Depth = 1024 }, "--depth 1024 with --payload 2000000 is 2048000000 bytes in flight; at most 1073741824 are measured." },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public void An_option_that_cannot_be_measured_is_named_with_what_can(BenchRequest request, string message) =>
        Assert.Equal(message, Assert.Throws<BenchUsageException>(() => BenchPlan.From(request)).Message);

    [Fact]
    public void What_is_not_said_is_the_workloads_own()
    {
        BenchPlan plan = BenchPlan.From(new BenchRequest { Scenario = "bulk" });
        Assert.Equal((51_200, 64, "unix", 1, 5.0), (plan.PayloadBytes, plan.InFlight, plan.Transport, plan.Runs, plan.Duration.TotalSeconds));
        Assert.Equal(10, BenchPlan.From(new BenchRequest { Scenario = "idle" }).Duration.TotalSeconds);
    }
}
