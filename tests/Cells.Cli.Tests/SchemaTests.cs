using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

/// <summary>Contracts of other cells and one's own, as the command keeps them.</summary>
[Collection(CommandTests.Name)]
public sealed class SchemaTests(Repository repository)
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_contract_of_a_cell_is_shown_and_pulled_without_running_it()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order_gateway");
        Assert.StartsWith("contract order_gateway", await playground.SucceedAsync("schema", "show", "order_gateway"), StringComparison.Ordinal);
        using var schema = JsonDocument.Parse(await playground.SucceedAsync("schema", "show", "order_gateway", "--json"));
        Assert.Equal("order_gateway", schema.RootElement.GetProperty("contract").GetString());

        Assert.Contains("has the contract order_gateway", await playground.SucceedAsync("schema", "pull", "order_gateway"), StringComparison.Ordinal);
        Assert.Equal("./order_gateway.cell.json is unchanged\n", await playground.SucceedAsync("schema", "pull", "order-gateway"));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "examples", "order-gateway-snapshot", "order_gateway.cell.json")),
            await File.ReadAllTextAsync(Path.Combine(playground.Folder, "order_gateway.cell.json")));
        Assert.Empty(playground.Processes());
    }

    [Fact]
    public async Task The_contract_of_a_cell_that_only_runs_is_pulled_from_it()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order_gateway");
        await playground.SucceedAsync("run", "order_gateway");
        Directory.Delete(Path.Combine(playground.Folder, "order_gateway"), recursive: true);
        Assert.Contains("has the contract order_gateway", await playground.SucceedAsync("schema", "pull", "order_gateway", "--namespace", "Remote"), StringComparison.Ordinal);
        Assert.Contains("\"namespace\": \"Remote\"", await File.ReadAllTextAsync(Path.Combine(playground.Folder, "order_gateway.cell.json")), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'order_gateway'?", await playground.FailAsync(3, "schema", "pull", "order_gateway", "oder_gateway"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_is_none_is_said_with_its_place()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order_gateway");
        string path = Path.Combine(playground.Folder, "order_gateway.cell.json");
        await File.WriteAllTextAsync(path, "{\n  \"format\": 2}\n");
        Assert.StartsWith("cell: ./order_gateway.cell.json:2:13: The snapshot is of format 2", await playground.FailAsync(2, "schema", "pull", "order_gateway"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, "{\n");
        Assert.Equal("cell: ./order_gateway.cell.json:2:1: Expected a member's name in quotes, found the end of the text.\n", await playground.FailAsync(2, "schema", "accept", "order_gateway"));
    }

    [Fact]
    public async Task A_contract_that_changes_under_a_caller_stops_the_caller_from_compiling_until_it_is_accepted()
    {
        await using var playground = new Playground(repository, below: Path.Combine(Repository.Root, "artifacts", "tests"));
        await playground.SucceedAsync("new", "greeter");
        await playground.SucceedAsync("new", "front");
        string front = Path.Combine(playground.Folder, "front");
        await File.AppendAllTextAsync(Path.Combine(front, "Genome.toml"), "\n[junctions]\ngreeter = \"../greeter\"\n");
        string program = Path.Combine(front, "program");
        CommandResult pull = await playground.Start(Repository.Command, "schema", "pull", "./greeter", "--into", program).EndAsync(BuildLimit);
        Assert.True(pull.ExitCode == 0, pull.ToString());
        string caller = Path.Combine(program, "Caller.cs");
        await File.WriteAllTextAsync(caller, """
            namespace Front;
            public static class Caller
            {
                public static ulong Call(Greeter.GreeterClient greeter) => greeter.Greet(new Greeter.Person("Ada")).Number;
            }
            """);
        CommandResult run = await playground.Start(Repository.Command, "run", "./front", "--locked").EndAsync(BuildLimit);
        Assert.True(run.ExitCode == 0, run.ToString());

        // The contract's own project does not compile after a breaking edit, and says the same as 'diff'.
        string contract = Path.Combine(playground.Folder, "greeter", "contract");
        string source = Path.Combine(contract, "IGreeter.cs");
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("ulong Number", "uint Number", StringComparison.Ordinal));
        string service = Path.Combine(playground.Folder, "greeter", "program", "GreeterService.cs");
        await File.WriteAllTextAsync(service, (await File.ReadAllTextAsync(service)).Replace("ulong _count", "uint _count", StringComparison.Ordinal));
        Assert.Matches(@"IGreeter\.cs\(\d+,\d+\): error CELL0035: .*Greet\.response\.number: ulong → uint", await FailSlowlyAsync(playground, 4, "run", "./front"));
        CommandResult diff = await playground.Start(Repository.Command, "schema", "diff", contract, "--json").EndAsync(BuildLimit);
        using var differences = JsonDocument.Parse(diff.Output);
        Assert.Equal("breaking", differences.RootElement.GetProperty("class").GetString());
        Assert.Equal("Greet.response.number", differences.RootElement.GetProperty("differences")[0].GetProperty("path").GetString());
        CommandResult accept = await playground.Start(Repository.Command, "schema", "accept", contract).EndAsync(BuildLimit);
        Assert.True(accept.ExitCode == 0, accept.ToString());

        // Now it is the caller that does not compile; locked, its snapshot is not even touched.
        string snapshot = Path.Combine(program, "greeter.cell.json");
        string before = await File.ReadAllTextAsync(snapshot);
        Assert.Contains("--locked forbids to change it", await FailSlowlyAsync(playground, 4, "run", "./front", "--locked"), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(snapshot));
        Assert.Matches(@"Caller\.cs\(4,\d+\): error CELL0033: .*Greet\.response\.number: ulong → uint", await FailSlowlyAsync(playground, 4, "run", "./front"));

        RunningCommand accepting = playground.StartIn(program, Repository.Command, "schema", "accept", "greeter");
        CommandResult accepted = await accepting.EndAsync();
        Assert.True(accepted.ExitCode == 0, accepted.ToString());
        CommandResult again = await playground.Start(Repository.Command, "run", "./front", "--locked").EndAsync(BuildLimit);
        Assert.True(again.ExitCode == 0, again.ToString());
    }

    private static async Task<string> FailSlowlyAsync(Playground playground, int exitCode, params string[] arguments)
    {
        CommandResult result = await playground.Start(Repository.Command, arguments).EndAsync(BuildLimit);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        return result.Error;
    }
}
