namespace Cells.Performance.Tests;

/// <summary>Compared with the same exchange on a bare socket in the same run.</summary>
[Collection(Serial.Name)]
public sealed class RatioTests
{
    /// <summary>
    /// Of what two processes carry that block on their bare socket, as the yardstick of the targets does. Half of the target, so that only a real loss,
    /// not a busy machine, falls below it.
    /// </summary>
    private const double MinOfBareSocket = 0.4;

    private const int Attempts = 5;

    [Fact]
    public async Task Small_calls_keep_a_good_part_of_what_a_bare_socket_carries()
    {
        var result = await MeasuredRun.UntilAsync(
            "small --transport unix", static result => OfBareSocket(result) >= MinOfBareSocket, Attempts);
        Assert.True(OfBareSocket(result) >= MinOfBareSocket, result.ToString());
    }

    [Fact]
    public async Task Many_small_calls_leave_in_one_system_call()
    {
        var result = await MeasuredRun.UntilAsync("small --transport unix --sends", static result => SendsPerCall(result) <= 1 / 16.0, Attempts);
        Assert.True(SendsPerCall(result) <= 1 / 16.0, result.ToString());
    }

    private static double OfBareSocket(System.Text.Json.JsonElement result) =>
        result.GetProperty("calls_per_second").GetDouble() / result.GetProperty("raw").GetProperty("blocking").GetProperty("calls_per_second").GetDouble();

    private static double SendsPerCall(System.Text.Json.JsonElement result) => result.GetProperty("sends_per_call").GetProperty("client").GetDouble();
}
