using System.Text.Json;
using Cells.Cli.Tests.Harness;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Supervision;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Cells.Rpc.Schemas;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cells.Cli.Tests;

/// <summary>What the command shows of cells at work, as programs read it.</summary>
[Collection(CommandTests.Name)]
public sealed class WatchingTests(Repository repository)
{
    [Fact]
    public async Task Top_and_graph_show_the_calls_that_a_program_makes()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        playground.AddGateway("quiet");
        await playground.SucceedAsync("run", "gateway", "quiet");
        await using var client = await Cell.ConnectAsync<SchemaSourceClient>("gateway", new ConnectOptions { RunDirectory = playground.RunDirectory });
        using var over = new CancellationTokenSource();
        Task calls = CallAsync(client, over.Token);
        JsonElement[] top = JsonElement.Parse(await playground.SucceedAsync("top", "--json", "-n", "1", "--interval", "0.2")).EnumerateArray().ToArray();
        JsonElement edge = Assert.Single(JsonElement.Parse(await playground.SucceedAsync("graph", "--json")).EnumerateArray());
        await over.CancelAsync();
        await calls;

        Assert.Equal(["gateway", "quiet"], top.Select(static cell => cell.GetProperty("name").GetString()));
        Assert.True(top[0].GetProperty("calls_per_second").GetDouble() > 0, top[0].ToString());
        Assert.True(top[0].GetProperty("p50_us").GetDouble() <= top[0].GetProperty("p99_us").GetDouble(), top[0].ToString());
        Assert.True(top[0].GetProperty("memory_bytes").GetInt64() > 0, top[0].ToString());
        // What the supervisor asks is not counted.
        Assert.Equal((0, JsonValueKind.Null), (top[1].GetProperty("calls_per_second").GetDouble(), top[1].GetProperty("p99_us").ValueKind));

        Assert.Equal("gateway", edge.GetProperty("called").GetString());
        Assert.Equal(Environment.ProcessId, edge.GetProperty("caller_process_id").GetInt32());
        Assert.True(edge.GetProperty("calls").GetInt64() > 0, edge.ToString());
    }

    [Fact]
    public async Task Where_nothing_runs_they_say_so()
    {
        await using var playground = new Playground(repository);
        Assert.StartsWith("No cell runs in ", await playground.SucceedAsync("top", "-n", "1", "--interval", "0.1"), StringComparison.Ordinal);
        Assert.StartsWith("Nobody has a session with a cell of ", await playground.SucceedAsync("graph"), StringComparison.Ordinal);
        Assert.Contains("--interval takes 0.1 to 3,600 seconds, not 0.", await playground.FailAsync(2, "top", "--interval", "0"), StringComparison.Ordinal);
        Assert.StartsWith("cell: No cell has run in ", await playground.FailAsync(3, "logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_all_cells_stand_behind_their_names_and_are_objects_for_programs()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        playground.AddGateway("other");
        await playground.SucceedAsync("run", "gateway", "other");
        await playground.SucceedAsync("use", "gateway", """{"symbol":"FIRST","quantity":1}""");
        RunningCommand follower = playground.Start(Repository.Command, "logs", "-f", "-n", "1");
        await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains("FIRST", StringComparison.Ordinal)), () => follower.Output);
        await playground.SucceedAsync("use", "other", """{"symbol":"SECOND","quantity":1}""");
        await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains("SECOND", StringComparison.Ordinal)), () => follower.Output);
        follower.Interrupt();
        await follower.EndAsync();
        Assert.Contains("gateway | order 1: 1 x FIRST\n", follower.Output, StringComparison.Ordinal);
        Assert.Contains("other   | order 1: 1 x SECOND\n", follower.Output, StringComparison.Ordinal);

        JsonElement[] lines = [.. (await playground.SucceedAsync("logs", "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];
        Assert.Contains(lines, static line => Is(line, "gateway", "cell", "order 1: 1 x FIRST"));
        Assert.Contains(lines, static line => Is(line, "other", "nucleus", "process ") && line.GetProperty("line").GetString()!.Contains("is ready", StringComparison.Ordinal));
        Assert.True(Array.FindIndex(lines, static line => Is(line, "gateway", "cell", "order")) < Array.FindIndex(lines, static line => Is(line, "other", "cell", "order")));
    }

    [Fact]
    public async Task A_cell_on_demand_starts_with_its_first_connection_and_waits_for_it_through_the_end_of_its_supervisor()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway", "[life]\nstart = \"on-demand\"\n");
        Assert.Equal("gateway waits for its first connection\n", await playground.SucceedAsync("run", "gateway"));
        Assert.Equal("idle", (await playground.FindAsync("gateway"))!.Value.GetProperty("state").GetString());
        playground.KillAll();
        Assert.Equal("idle", (await playground.FindAsync("gateway"))!.Value.GetProperty("state").GetString());
        Assert.Equal("{\"id\":1}\n", await playground.SucceedAsync("use", "gateway", """{"symbol":"A","quantity":1}"""));
        Assert.Equal("ready", (await playground.FindAsync("gateway"))!.Value.GetProperty("state").GetString());
        Assert.Equal("gateway is stopped\n", await playground.SucceedAsync("stop", "gateway"));
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Graph_and_logs_show_cells_of_a_program_that_supervises_its_own_behind_its_name_for_as_long_as_it_runs()
    {
        await using var playground = new Playground(repository);
        string host = $"host-{Environment.ProcessId}";
        RunningCommand follower;
        await using (HostedSupervisor hosted = await HostedSupervisor.StartAsync(
            new RunDirectory(playground.RunDirectory), "host", SupervisionLimits.Default, replaced: null, NullLogger.Instance))
        {
            StartReply reply = await hosted.Nucleus.StartAsync(GatewayUnder(playground.Folder));
            Assert.Equal("ready", reply.Status.State);
            await using var client = await Cell.ConnectAsync<SchemaSourceClient>("gateway", new ConnectOptions { RunDirectory = hosted.Directory.Path });
            await client.DescribeAsync("cell_schema", CancellationToken.None);

            JsonElement edge = Assert.Single(JsonElement.Parse(await playground.SucceedAsync("graph", "--json")).EnumerateArray());
            Assert.Equal(($"{host}/gateway", Environment.ProcessId), (edge.GetProperty("called").GetString(), edge.GetProperty("caller_process_id").GetInt32()));
            foreach (string typed in (string[])[host, $"{host}/gateway"])
            {
                JsonElement line = JsonElement.Parse((await playground.SucceedAsync("logs", typed, "--json")).Split('\n')[0]);
                Assert.True(Is(line, $"{host}/gateway", "nucleus", "process "), line.ToString());
            }

            Assert.DoesNotContain($"{host}/gateway | ", await playground.SucceedAsync("logs", $"{host}/gateway"), StringComparison.Ordinal);
            Assert.Contains($"Did you mean '{host}/gateway'?", await playground.FailAsync(3, "logs", $"{host}/gatewy"), StringComparison.Ordinal);
            follower = playground.Start(Repository.Command, "logs", "-f");
            await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains($"{host}/gateway | ", StringComparison.Ordinal)), () => follower.Output);
        }

        // What has gone with the program is followed no longer; what comes is.
        playground.AddGateway("other");
        await playground.SucceedAsync("run", "other");
        await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains("\nother", StringComparison.Ordinal)), () => follower.Output);
        follower.Interrupt();
        Assert.Equal("cell: interrupted\n", (await follower.EndAsync()).Error);
        Assert.Equal("[]\n", await playground.SucceedAsync("graph", "--json"));
    }

    private CellSpec GatewayUnder(string folder) => new(
        "gateway", repository.Gateway, [], folder, [], "build", folder, "never", (int)Playground.Limit.TotalMilliseconds, [], AsDependency: false, Replicas: 1, MemoryBytes: 0, Processors: 0, Processes: 0, OnDemand: false, IdleStopMs: 0);

    private static bool Is(JsonElement line, string name, string source, string begin) =>
        line.GetProperty("name").GetString() == name && line.GetProperty("source").GetString() == source && line.GetProperty("line").GetString()!.StartsWith(begin, StringComparison.Ordinal);

    private static async Task CallAsync(SchemaSourceClient client, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            await client.DescribeAsync("cell_schema", CancellationToken.None);
    }
}
