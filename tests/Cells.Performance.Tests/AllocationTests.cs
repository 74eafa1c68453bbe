using System.Text.Json;

namespace Cells.Performance.Tests;

/// <summary>In steady state a call allocates nothing, on either side; what a contract's own types allocate aside.</summary>
[Collection(Serial.Name)]
public sealed class AllocationTests
{
    private const int Attempts = 4;

    /// <summary>Whatever a window holds beside its calls, such as its own beginning and end, spread over them.</summary>
    private const double MaxBytesPerCall = 1;

    [Theory]
    [InlineData("pingpong")]
    [InlineData("pingpong --blocking")]
    [InlineData("pipelined --depth 1")]
    [InlineData("pipelined")]
    [InlineData("small --depth 1")]
    [InlineData("small")]
    [InlineData("bulk")]
    [InlineData("small --untouched")]
    [InlineData("stream")]
    public Task A_call_whose_handler_completes_at_once(string workload) => AllocatesNothingAsync($"{workload} --transport unix");

    [Theory]
    [InlineData("pingpong --later")]
    [InlineData("pingpong --later --blocking")]
    [InlineData("pipelined --later --depth 1")]
    [InlineData("pipelined --later")]
    public Task A_call_whose_handler_completes_later(string workload) => AllocatesNothingAsync($"{workload} --transport unix");

    [Theory]
    [InlineData("pingpong")]
    [InlineData("pipelined")]
    [InlineData("small")]
    [InlineData("stream")]
    public Task A_call_within_a_process(string workload) => AllocatesNothingAsync($"{workload} --transport inproc");

    private static async Task AllocatesNothingAsync(string arguments)
    {
        JsonElement result = await MeasuredRun.UntilAsync(arguments, static result => BytesPerCall(result) < MaxBytesPerCall, Attempts);
        Assert.True(BytesPerCall(result) < MaxBytesPerCall, $"{arguments}: {result.GetProperty("allocated_bytes_per_call")} bytes per call over {result.GetProperty("calls")} calls");
    }

    /// <summary>Those of the side that allocates more.</summary>
    private static double BytesPerCall(JsonElement result)
    {
        JsonElement sides = result.GetProperty("allocated_bytes_per_call");
        double client = sides.GetProperty("client").GetDouble();
        JsonElement server = sides.GetProperty("server");
        return server.ValueKind == JsonValueKind.Null ? client : Math.Max(client, server.GetDouble());
    }
}
