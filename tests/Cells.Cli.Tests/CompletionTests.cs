using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class CompletionTests(Repository repository)
{
    [Theory]
    [InlineData("cell st", "stop")]
    [InlineData("cell run --js", "--json")]
    [InlineData("cell run order", "order_book order_gateway")]
    [InlineData("cell use order_g", "order_gateway")]
    [InlineData("cell stop --dr", "--drain-timeout")]
    [InlineData("cell completion z", "zsh")]
    [InlineData("cell run ./orde", "")]
    public async Task Bash_completes_commands_options_and_names_of_cells(string line, string expected)
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order-gateway");
        playground.AddGateway("order-book");
        const string script = """
            source <("$0" completion bash)
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_WORDS[0]=$0
            _cell
            echo "${COMPREPLY[@]}"
            """;
        CommandResult result = await playground.Start("bash", "-c", script, Repository.Command, line).EndAsync();
        Assert.Equal((0, "", expected + "\n"), (result.ExitCode, result.Error, result.Output));
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_refused()
    {
        await using var playground = new Playground(repository);
        Assert.Contains("'fish'", await playground.FailAsync(2, "completion", "fish"), StringComparison.Ordinal);
    }
}
