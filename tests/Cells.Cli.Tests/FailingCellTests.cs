using System.Text.Json;
using Cells.Cli.Tests.Harness;
using Cells.Rpc;
using Cells.Rpc.Schemas;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class FailingCellTests(Repository repository)
{
    [Fact]
    public async Task A_cell_that_exits_at_start_is_reported_with_its_last_lines_and_not_tried_again()
    {
        await using var playground = new Playground(repository);
        playground.AddScript("hasty", "echo looking for the database; echo no database at port 5432 >&2; exit 3");
        string error = await playground.FailAsync(5, "run", "hasty");
        Assert.Equal(
            "cell: 'hasty' did not start: it ended before it was ready: exit code 3.\nIts last lines:\n  looking for the database\n  no database at port 5432\n",
            error);
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_cell_that_does_not_become_ready_is_ended_at_its_own_timeout()
    {
        await using var playground = new Playground(repository);
        playground.AddScript("slow", "echo thinking; exec sleep 1000", "[life]\nready_timeout = \"300ms\"\n");
        string error = await playground.FailAsync(5, "run", "slow");
        Assert.Contains("it was not ready within 0.3 s (ready_timeout)", error, StringComparison.Ordinal);
        Assert.Contains("  thinking\n", error, StringComparison.Ordinal);
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_program_that_is_missing_is_named()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("nowhere", program: "/nowhere/program");
        Assert.Contains("/nowhere/program", await playground.FailAsync(5, "run", "nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_crashes_is_started_again_and_whoever_calls_meanwhile_waits()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        Playground.Kill(await playground.ProcessOfAsync("gateway"));

        Assert.Equal("{\"id\":1}\n", await playground.SucceedAsync("use", "gateway", """{"symbol":"A","quantity":1}"""));
        JsonElement cell = await playground.WaitForAsync("gateway", cell => cell.GetProperty("state").GetString() == "ready");
        Assert.Equal(1, cell.GetProperty("restarts").GetInt32());
        Assert.Equal("killed by SIGKILL", cell.GetProperty("last_exit").GetString());
    }

    [Fact]
    public async Task A_cell_that_keeps_crashing_is_given_up_with_the_reason_and_can_be_run_again()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        JsonElement cell = (await playground.FindAsync("gateway"))!.Value;
        for (int i = 0; i < 5; i++)
        {
            int process = cell.GetProperty("process_id").GetInt32();
            Playground.Kill(process);
            cell = await playground.WaitForAsync("gateway", now => IsNext(now, process));
        }

        Assert.Equal("failed", cell.GetProperty("state").GetString());
        const string reason = "given up after 5 failures within 60 s (MaxFailures), the last one: killed by SIGKILL";
        Assert.Equal(reason, cell.GetProperty("reason").GetString());
        Assert.StartsWith($"cell: The cell 'gateway' does not run any more: {reason}.", await playground.FailAsync(3, "use", "gateway", "{}"), StringComparison.Ordinal);
        var options = new ConnectOptions { RunDirectory = playground.RunDirectory };
        var refused = await Assert.ThrowsAsync<CellException>(async () => await Cell.ConnectAsync<SchemaSourceClient>("gateway", options));
        Assert.Equal((CellErrorCode.Refused, "gateway"), (refused.Code, refused.Cell));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("gateway is ready", await playground.SucceedAsync("run", "gateway"), StringComparison.Ordinal);

        static bool IsNext(JsonElement now, int before) => now.GetProperty("state").GetString() switch
        {
            "ready" => now.GetProperty("process_id").GetInt32() != before,
            "failed" => true,
            _ => false,
        };
    }

    [Fact]
    public async Task A_cell_that_ends_by_itself_with_success_is_left_stopped()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        playground.AddGateway("companion");
        await playground.SucceedAsync("run", "gateway", "companion");
        using (var process = Platform.Processes.ProcessDescriptor.Open(await playground.ProcessOfAsync("gateway")))
            process.Send(Platform.Processes.ProcessSignal.Terminate);
        JsonElement cell = await playground.WaitForAsync("gateway", cell => cell.GetProperty("state").GetString() == "stopped");
        Assert.Equal("exit code 0", cell.GetProperty("last_exit").GetString());
    }

    [Fact]
    public async Task When_the_supervisor_is_killed_its_cells_serve_on_and_the_next_command_takes_them_over()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int cell = await playground.ProcessOfAsync("gateway");
        Playground.Kill(Assert.Single(playground.Processes(), process => process != cell));
        Assert.Contains("\"id\":", await playground.SucceedAsync("use", "gateway", "PlaceOrder", """{"symbol":"AAPL","quantity":100}"""), StringComparison.Ordinal);
        Assert.StartsWith($"gateway runs already and is unchanged (process {cell}", await playground.SucceedAsync("run", "gateway"), StringComparison.Ordinal);
        JsonElement status = (await playground.FindAsync("gateway"))!.Value;
        Assert.Equal((cell, "ready", 0), (status.GetProperty("process_id").GetInt32(), status.GetProperty("state").GetString(), status.GetProperty("restarts").GetInt32()));
    }

    [Fact]
    public async Task A_cell_that_ended_while_no_supervisor_ran_is_started_again_with_the_others()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        playground.AddGateway("other");
        await playground.SucceedAsync("run", "gateway", "other");
        int gateway = await playground.ProcessOfAsync("gateway");
        int other = await playground.ProcessOfAsync("other");
        Playground.Kill(Assert.Single(playground.Processes(), process => process != gateway && process != other));
        Playground.Kill(gateway);
        JsonElement status = await playground.WaitForAsync("gateway", cell => cell.GetProperty("state").GetString() == "ready");
        Assert.Equal("unknown exit code", status.GetProperty("last_exit").GetString());
        Assert.Equal(other, await playground.ProcessOfAsync("other"));
    }

    [Fact]
    public async Task A_supervisor_that_is_stopped_is_named_and_its_cells_serve_on()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int cell = await playground.ProcessOfAsync("gateway");
        int supervisor = Assert.Single(playground.Processes(), process => process != cell);
        using (var stopped = Platform.Processes.ProcessDescriptor.Open(supervisor))
        {
            stopped.Send(Platform.Processes.ProcessSignal.Stop);
            Assert.Contains(
                $"cell: The supervisor (process {supervisor}) does not answer. If it is stopped, 'kill -CONT {supervisor}'", await playground.FailAsync(6, "ps"), StringComparison.Ordinal);
            Assert.Contains("\"id\":", await playground.SucceedAsync("use", "gateway", "PlaceOrder", """{"symbol":"AAPL","quantity":100}"""), StringComparison.Ordinal);
            stopped.Send(Platform.Processes.ProcessSignal.Continue);
        }

        Assert.Equal(cell, await playground.ProcessOfAsync("gateway"));
    }

    [Fact]
    public async Task A_terminated_supervisor_drains_its_cells_first()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int cell = await playground.ProcessOfAsync("gateway");
        using (var supervisor = Platform.Processes.ProcessDescriptor.Open(Assert.Single(playground.Processes(), process => process != cell)))
            supervisor.Send(Platform.Processes.ProcessSignal.Terminate);
        await playground.NothingIsLeftAsync();
        Assert.Contains("ended: exit code 0", await playground.SucceedAsync("logs", "gateway"), StringComparison.Ordinal);
    }
}
