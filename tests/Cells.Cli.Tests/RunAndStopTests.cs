using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class RunAndStopTests(Repository repository)
{
    [Fact]
    public async Task A_cell_is_started_called_shown_and_stopped()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order-gateway");

        Assert.Matches(@"^order_gateway is ready \(process \d+, \d+ ms\)\n$", await playground.SucceedAsync("run", "order-gateway"));
        Assert.Equal("{\"id\":1}\n", await playground.SucceedAsync("use", "order_gateway", "PlaceOrder", """{"symbol":"AAPL","quantity":100}"""));

        JsonElement shown = (await playground.FindAsync("order_gateway"))!.Value;
        Assert.Equal("ready", shown.GetProperty("state").GetString());
        Assert.Equal(0, shown.GetProperty("restarts").GetInt32());
        Assert.Contains("order_gateway", shown.GetProperty("contracts").EnumerateArray().Select(contract => contract.GetString()));
        Assert.Matches(@"order_gateway +ready +\d+ ", await playground.SucceedAsync("ps"));
        Assert.Equal(JsonValueKind.Array, shown.GetProperty("sessions").ValueKind);
        Assert.Equal(5, shown.GetProperty("hub").GetProperty("slots").GetArrayLength());

        Assert.Contains("order 1: 100 x AAPL\n", await playground.SucceedAsync("logs", "order_gateway"), StringComparison.Ordinal);
        Assert.Equal("order_gateway is stopped\n", await playground.SucceedAsync("stop", "order_gateway"));
        await playground.NothingIsLeftAsync();
        Assert.Equal("[]\n", await playground.SucceedAsync("ps", "--json"));
    }

    [Fact]
    public async Task Running_a_cell_that_runs_says_so_and_leaves_it_alone()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int process = await playground.ProcessOfAsync("gateway");
        Assert.Equal($"gateway runs already and is unchanged (process {process})\n", await playground.SucceedAsync("run", "gateway"));
    }

    [Fact]
    public async Task A_cell_that_has_changed_is_upgraded_and_the_command_says_so()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int before = await playground.ProcessOfAsync("gateway");

        string copy = Path.Combine(playground.Folder, "copy");
        CopyFolder(Path.GetDirectoryName(repository.Gateway)!, copy);
        playground.AddGateway("gateway", program: Path.Combine(copy, "OrderGateway"));
        Assert.StartsWith("gateway is upgraded: the new one has taken over", await playground.SucceedAsync("run", "gateway"), StringComparison.Ordinal);
        Assert.NotEqual(before, await playground.ProcessOfAsync("gateway"));
        Assert.Contains("ended: exit code 0", await playground.SucceedAsync("logs", "gateway"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_whose_genome_has_changed_is_upgraded_and_lives_by_that_from_then_on()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        playground.AddGateway("gateway", "[genome]\nreplicas = 2\n[limits]\nmemory = \"1GiB\"\n");
        Assert.StartsWith("gateway is upgraded: the new one has taken over", await playground.SucceedAsync("run", "gateway"), StringComparison.Ordinal);
        Assert.Equal(2, (await playground.FindAsync("gateway"))!.Value.GetProperty("instances").GetArrayLength());
        Assert.Contains("is unchanged", await playground.SucceedAsync("run", "gateway"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_run_and_stop_print_an_object_for_each_cell()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("front", "[junctions]\nback = \"../back\"\n");
        playground.AddGateway("back");
        playground.AddScript("hasty", "echo no database; exit 3");

        JsonElement[] run = Objects(await playground.SucceedAsync("run", "front", "--json"));
        Assert.Equal(["back started True", "front started False"], run.Select(cell => $"{Text(cell, "name")} {Text(cell, "outcome")} {cell.GetProperty("as_dependency")}"));
        Assert.Equal(await playground.ProcessOfAsync("front"), run[1].GetProperty("process_id").GetInt32());
        Assert.True(run[1].GetProperty("ready_after_ms").GetInt32() >= 0);
        Assert.Equal(["unchanged", "unchanged"], Objects(await playground.SucceedAsync("run", "front", "--json")).Select(cell => Text(cell, "outcome")));

        CommandResult failed = await playground.RunAsync("run", "hasty", "--json");
        JsonElement hasty = Assert.Single(Objects(failed.Output));
        Assert.Equal((5, "failed", "it ended before it was ready: exit code 3"), (failed.ExitCode, Text(hasty, "outcome"), Text(hasty, "reason")));
        Assert.Equal("no database", Assert.Single(hasty.GetProperty("last_lines").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Null, hasty.GetProperty("process_id").ValueKind);

        Assert.Equal(
            """
            {"name":"front","outcome":"stopped","last_exit":"exit code 0","drained":true}
            {"name":"back","outcome":"stopped","last_exit":"exit code 0","drained":true}
            {"name":"hasty","outcome":"not_running","last_exit":"","drained":false}

            """,
            await playground.SucceedAsync("stop", "front", "hasty", "--json"));
        Assert.Equal("", await playground.SucceedAsync("stop", "--all", "--json"));
    }

    [Fact]
    public async Task Two_commands_at_once_start_one_process()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        CommandResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => playground.RunAsync("run", "gateway")));
        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        Assert.Single(results, result => result.Output.Contains("is ready", StringComparison.Ordinal));
        Assert.Equal(2, playground.Processes().Count);
    }

    [Fact]
    public async Task Stopping_a_stopped_cell_says_so()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        Assert.Equal("gateway was not running\n", await playground.SucceedAsync("stop", "gateway"));
        Assert.Contains("No cell runs", await playground.SucceedAsync("stop", "--all"), StringComparison.Ordinal);
        Assert.Contains("Nothing runs", await playground.SucceedAsync("down"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_cell_calls_is_started_before_it_and_stopped_with_it_unless_it_was_asked_for_itself()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("front", "[junctions]\nmiddle = \"../middle\"\nback = \"../back\"\n");
        playground.AddGateway("middle", "[junctions]\nback = \"../back\"\n");
        playground.AddGateway("back");
        playground.AddGateway("other", "[junctions]\nback = \"../back\"\n");

        string[] started = [.. (await playground.SucceedAsync("run", "front", "other")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
        Assert.Equal(["back", "middle", "front", "other"], started);
        Assert.Equal("front is stopped\nmiddle is stopped\n", await playground.SucceedAsync("stop", "front"));
        Assert.NotNull(await playground.FindAsync("back"));
        Assert.Equal("other is stopped\nback is stopped\n", await playground.SucceedAsync("stop", "other"));
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task All_are_stopped_each_before_what_it_calls()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("front", "[junctions]\nback = \"../back\"\n");
        playground.AddGateway("back");
        await playground.SucceedAsync("run", "front", "back");
        Assert.Equal("front is stopped\nback is stopped\n", await playground.SucceedAsync("stop", "--all"));
    }

    [Fact]
    public async Task A_run_directory_with_a_very_long_path_works()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        string longPath = Path.Combine([playground.Folder, .. Enumerable.Repeat(new string('x', 60), 4), "run"]);
        await playground.SucceedAsync("run", "gateway", "--run-dir", longPath);
        Assert.Equal("{\"id\":1}\n", await playground.SucceedAsync("use", "gateway", """{"symbol":"A","quantity":1}""", "--run-dir", longPath));
        await playground.SucceedAsync("down", "--run-dir", longPath);
    }

    [Fact]
    public async Task A_cell_gets_the_environment_of_the_command_that_starts_it_and_a_temporary_folder_of_its_own()
    {
        await using var playground = new Playground(repository);
        playground.AddScript("script", "echo name $CELL_NAME, run directory $CELL_RUN_DIR, control $CELL_CONTROL_FD; ls -d $TMPDIR; exit 1");
        string error = await playground.FailAsync(5, "run", "script");
        Assert.Contains($"name script, run directory {playground.RunDirectory}, control 3", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(playground.RunDirectory, "script", "tmp")));
    }

    [Fact]
    public async Task A_followed_log_shows_what_is_written_later()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        RunningCommand follower = playground.Start(Repository.Command, "logs", "-f", "gateway");
        await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains("is ready", StringComparison.Ordinal)), () => follower.Output);
        await playground.SucceedAsync("use", "gateway", """{"symbol":"LATER","quantity":1}""");
        await Playground.EventuallyAsync(() => Task.FromResult(follower.Output.Contains("LATER", StringComparison.Ordinal)), () => follower.Output);
        follower.Interrupt();
        Assert.Equal(130, (await follower.EndAsync()).ExitCode);

        Assert.Equal("order 1: 1 x LATER\n", await playground.SucceedAsync("logs", "gateway", "-n", "1"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z order 1: 1 x LATER\n$", await playground.SucceedAsync("logs", "gateway", "-t", "-n", "1"));
        Assert.All(
            (await playground.SucceedAsync("logs", "gateway", "-t")).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\S+Z (?!\d{4}-)", line));
    }

    private static JsonElement[] Objects(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private static string? Text(JsonElement cell, string member) => cell.GetProperty(member).GetString();

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
