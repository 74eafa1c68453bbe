using System.Text.Json;

namespace Cells.Performance.Tests;

/// <summary>What <c>--json</c> promises to programs.</summary>
[Collection(Serial.Name)]
public sealed class ResultTests
{
    private static readonly string[] Names =
    [
        "scenario", "transport", "untouched", "processes", "cores", "payload_bytes", "in_flight", "calls", "seconds", "calls_per_second", "bytes_per_second",
        "latency_ns", "cpu_ns_per_call", "allocated_bytes_per_call", "syscalls_per_call", "raw", "ratio_to_raw",
    ];

    [Theory]
    [InlineData("small --seconds 0.3 --depth 8 --payload 3000", "unix")]
    [InlineData("parked --seconds 0.3", "unix")]
    [InlineData("pingpong --seconds 0.3", "shm")]
    [InlineData("bulk --untouched --seconds 0.3", "inproc")]
    [InlineData("idle --seconds 0.3", "unix")]
    public async Task A_result_has_the_promised_names_and_its_figures_multiply_out(string arguments, string transport)
    {
        JsonElement result = await MeasuredRun.OnceAsync($"{arguments} --transport {transport}");
        Assert.Equal(Names, result.EnumerateObject().Select(member => member.Name));
        Assert.Equal(transport == "inproc" ? 1 : 2, result.GetProperty("processes").GetInt32());

        double calls = result.GetProperty("calls").GetDouble();
        double rate = result.GetProperty("calls_per_second").GetDouble();
        Assert.Equal(calls, rate * result.GetProperty("seconds").GetDouble(), calls * 1e-9);
        Assert.Equal(result.GetProperty("bytes_per_second").GetDouble(), rate * result.GetProperty("payload_bytes").GetDouble(), rate * 1e-3);

        bool isCompared = transport != "inproc" && calls > 0;
        Assert.Equal(isCompared ? JsonValueKind.Object : JsonValueKind.Null, result.GetProperty("raw").ValueKind);
        Assert.Equal(isCompared ? JsonValueKind.Number : JsonValueKind.Null, result.GetProperty("ratio_to_raw").ValueKind);
    }

    [Theory]
    [InlineData("record")]
    [InlineData("image")]
    public async Task A_form_that_was_asked_for_is_named(string form)
    {
        JsonElement result = await MeasuredRun.OnceAsync($"small --form {form} --seconds 0.3 --depth 8 --transport inproc");
        Assert.Equal(form, result.GetProperty("form").GetString());
    }
}
