using System.Text.Json;
using Cells.Cli.Tests.Harness;
using Cells.Rpc;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Tests;

/// <summary>Cells of which the genome says <c>isolated = true</c>.</summary>
[Collection(CommandTests.Name)]
public sealed class IsolationTests(Repository repository)
{
    private const string Isolated = "[genome]\nisolated = true\n";

    [Fact]
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

        await playground.SucceedAsync("upgrade", "order_gateway", "--force");
        Assert.True(File.Exists(new RunDirectory(playground.RunDirectory).CellIsolation("order_gateway")));
        await playground.SucceedAsync("stop", "order_gateway");
        Assert.False(File.Exists(new RunDirectory(playground.RunDirectory).CellIsolation("order_gateway")));
    }

    [Fact]
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
