using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class BadInputTests(Repository repository) : IAsyncLifetime
{
    private readonly Playground _playground = new(repository);

    public async Task InitializeAsync()
    {
        _playground.AddGateway("order-gateway");
        await _playground.SucceedAsync("run", "order-gateway");
    }

    public async Task DisposeAsync() => await _playground.DisposeAsync();

    [Fact]
    public async Task An_unknown_cell_is_answered_with_the_nearest_name()
    {
        Assert.Equal("cell: There is no cell 'order_gatway'. Did you mean 'order_gateway'?\n", await _playground.FailAsync(3, "use", "order_gatway", "{}"));
        Assert.Contains("Did you mean 'order_gateway'?", await _playground.FailAsync(3, "run", "order-gatewayy"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'order_gateway'?", await _playground.FailAsync(3, "stop", "oder_gateway"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'order_gateway'?", await _playground.FailAsync(3, "logs", "order_gatewai"), StringComparison.Ordinal);
        Assert.Contains("There is no cell 'nothing_like_it'.", await _playground.FailAsync(3, "use", "nothing-like-it", "{}").ContinueWith(said => said.Result.Replace('-', '_')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_does_not_run_is_told_apart_from_one_that_does_not_exist()
    {
        _playground.AddGateway("sleeper");
        Assert.Equal("cell: 'sleeper' is not running. 'cell run sleeper' starts it.\n", await _playground.FailAsync(3, "use", "sleeper", "{}"));
    }

    [Fact]
    public async Task An_unknown_method_is_answered_with_the_nearest_name() =>
        Assert.Equal(
            "cell: 'order_gateway' has no method 'PlaceOder'. Did you mean 'PlaceOrder'?\n",
            await _playground.FailAsync(3, "use", "order_gateway", "PlaceOder", "{}"));

    [Fact]
    public async Task Malformed_json_is_answered_with_its_position() =>
        Assert.Matches("line 1.*(column|position|byte) ", await _playground.FailAsync(2, "use", "order_gateway", """{"symbol":"AAPL","quantity":}"""));

    [Fact]
    public async Task A_wrong_type_is_answered_with_the_path_of_the_field() =>
        Assert.Contains("$.quantity: ", await _playground.FailAsync(2, "use", "order_gateway", """{"symbol":"AAPL","quantity":"many"}"""), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_field_is_named() =>
        Assert.Contains("quantity", await _playground.FailAsync(2, "use", "order_gateway", """{"symbol":"AAPL"}"""), StringComparison.Ordinal);

    [Fact]
    public async Task What_a_handler_throws_is_told_and_the_cell_lives_on()
    {
        Assert.Contains("ArgumentOutOfRangeException", await _playground.FailAsync(1, "use", "order_gateway", """{"symbol":"AAPL","quantity":0}"""), StringComparison.Ordinal);
        Assert.Equal("{\"id\":1}\n", await _playground.SucceedAsync("use", "order_gateway", """{"symbol":"AAPL","quantity":1}"""));
    }

    [Theory]
    [InlineData("order-gateway", "placeorder")]
    [InlineData("order_gateway", "ORDER_GATEWAY/PlaceOrder")]
    public async Task Names_are_taken_in_any_spelling(string cell, string method) =>
        Assert.StartsWith("{\"id\":", await _playground.SucceedAsync("use", cell, method, """{"symbol":"AAPL","quantity":1}"""), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_may_come_from_standard_input()
    {
        CommandResult result = await _playground.RunWithInputAsync("""{"symbol":"AAPL","quantity":1}""", "use", "order_gateway", "-");
        Assert.Equal((0, "{\"id\":1}\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_wrong_command_line_is_answered_with_what_to_look_at()
    {
        Assert.Contains("'cell --help' shows what there is.", await _playground.FailAsync(2, "walk"), StringComparison.Ordinal);
        Assert.Contains("'cell ps --help' shows what there is.", await _playground.FailAsync(2, "ps", "--wrong"), StringComparison.Ordinal);
        Assert.Contains("--all", await _playground.FailAsync(2, "stop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_genome_is_answered_with_its_place()
    {
        _playground.AddGateway("broken", "[live]\nrestart = \"always\"\n");
        string error = await _playground.FailAsync(2, "run", "broken");
        Assert.Matches(@"broken/Genome\.toml:3:\d+: .*life", error);
    }
}
