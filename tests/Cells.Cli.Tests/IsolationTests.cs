using System.Text.Json;
using Cells.Cli.Tests.Harness;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Cells.Tests;

namespace Cells.Cli.Tests;

/// <summary>Cells of which the genome says <c>isolated = true</c>.</summary>
[Collection(CommandTests.Name)]
public sealed class IsolationTests(Repository repository)
{
    private const string Isolated = "[genome]\nisolated = true\n";

    [SandboxFact]
    public async Task An_isolated_cell_serves_and_its_callers_know_it_by_themselves()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order_gateway", Isolated);
        await playground.SucceedAsync("run", "order_gateway");
        await playground.SucceedAsync("use", "order_gateway", "PlaceOrder", """{"symbol":"A","quantity":1}""");

        await using (CellConnection caller = CellConnection.To("order_gateway", new ConnectOptions { RunDirectory = playground.RunDirectory }))
        {
            await caller.ConnectAsync();
            Assert.True(caller.Session!.IsIsolated);
            Assert.Null(caller.Session.WhyNoSharedMemory);
        }

        string sign = new RunDirectory(playground.RunDirectory).CellIsolation("order_gateway");
        await playground.SucceedAsync("upgrade", "order_gateway", "--force");
        Assert.True(File.Exists(sign));
        await playground.SucceedAsync("stop", "order_gateway");
        Assert.False(File.Exists(sign));
    }

    [SandboxFact]
    public async Task A_cell_that_is_not_isolated_any_more_is_not_taken_for_it()
    {
        await using var playground = new Playground(repository);
        string sign = new RunDirectory(playground.RunDirectory).CellIsolation("order_gateway");
        playground.AddGateway("order_gateway", Isolated);
        await playground.SucceedAsync("run", "order_gateway");
        playground.AddGateway("order_gateway");
        await playground.SucceedAsync("run", "order_gateway");
        Assert.False(File.Exists(sign));
        await playground.SucceedAsync("rollback", "order_gateway");
        Assert.True(File.Exists(sign));

        // Nor is one that was to be, and could not.
        await playground.SucceedAsync("run", "order_gateway");
        Assert.False(File.Exists(sign));
        playground.AddScript("order_gateway", "exit 1", Isolated);
        Assert.NotEqual(0, (await playground.RunAsync("run", "order_gateway")).ExitCode);
        Assert.False(File.Exists(sign));
    }

    [SandboxFact]
    public async Task Who_is_called_by_an_isolated_cell_knows_that_it_is()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order_gateway");
        playground.AddScript("prisoner", $"while :; do {Repository.Command} use order_gateway '{{\"symbol\":\"A\",\"quantity\":1}}' --run-dir {playground.RunDirectory}; done", Isolated + "[life]\nready_timeout = \"1m\"\n");
        await playground.SucceedAsync("run", "order_gateway");
        RunningCommand run = playground.Start(Repository.Command, "run", "prisoner");
        await playground.WaitForAsync(
            "order_gateway",
            static cell => cell.GetProperty("sessions").EnumerateArray().Any(static session => session.GetProperty("accepted").GetBoolean() && session.GetProperty("isolated").GetBoolean()));
        await playground.SucceedAsync("stop", "prisoner");
        await run.EndAsync();
    }

    [SandboxFact]
    public async Task An_isolated_cell_cannot_have_its_supervisor_do_what_it_may_not_itself()
    {
        await using var playground = new Playground(repository);
        playground.AddScript("prisoner", $"{Repository.Command} ps --run-dir {playground.RunDirectory}; exec sleep 1000", Isolated + "[life]\nready_timeout = \"1m\"\n");
        RunningCommand run = playground.Start(Repository.Command, "run", "prisoner");
        string log = Path.Combine(playground.RunDirectory, "prisoner", "log", "current.log");
        await Playground.EventuallyAsync(
            async () => File.Exists(log) && (await File.ReadAllTextAsync(log)).Contains("it is isolated", StringComparison.Ordinal),
            () => File.Exists(log) ? File.ReadAllText(log) : "no log");
        await playground.SucceedAsync("stop", "prisoner");
        await run.EndAsync();
    }
}
