using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

/// <summary><c>cell demo</c> with its keys pressed, and <c>cell doctor</c>.</summary>
[Collection(CommandTests.Name)]
public sealed class DemoTests(Repository repository)
{
    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_whatever_key_is_pressed()
    {
        await using var playground = new Playground(repository);
        CommandResult demo = await playground.RunAsync("demo", "--keys", "ukcsr", "--json");
        Assert.True(demo.ExitCode == 0, demo.ToString());
        JsonElement result = JsonElement.Parse(demo.Output);
        Assert.Equal((0, 0, 0), (Number(result, "lost"), Number(result, "twice"), Number(result, "failed")));
        Assert.True(Number(result, "calls") > 1000, demo.Output);
        Assert.Equal(1, Number(result, "version"));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_named()
    {
        await using var playground = new Playground(repository);
        Assert.Contains("There is no key 'x'. There are: k, c, u, r, s.", await playground.FailAsync(2, "demo", "--keys", "kx"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_is_there_and_finds_a_cell_that_was_given_up_and_a_genome_that_is_wrong()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway", "[life]\nrestart = \"never\"\n");
        await playground.SucceedAsync("run", "gateway");
        JsonElement[] well = [.. JsonElement.Parse(await playground.SucceedAsync("doctor", "--json")).EnumerateArray()];
        Assert.Contains(well, static finding => finding.GetProperty("subject").GetString() == "kernel" && finding.GetProperty("severity").GetString() == "good");
        Assert.Contains(well, static finding => finding.GetProperty("subject").GetString() == "supervisor" && finding.GetProperty("found").GetString()!.EndsWith("with 1 cells", StringComparison.Ordinal));

        Playground.Kill(await playground.ProcessOfAsync("gateway"));
        await playground.WaitForAsync("gateway", static cell => cell.GetProperty("state").GetString() == "failed");
        CommandResult ill = await playground.RunAsync("doctor");
        Assert.Equal(1, ill.ExitCode);
        Assert.Contains("failed: killed by SIGKILL", ill.Output, StringComparison.Ordinal);
        Assert.Contains("-> 'cell logs gateway' shows more, 'cell run gateway' starts it again.", ill.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(playground.Folder, "gateway", "Genome.toml"), "[life]\nrestart = \"sometimes\"\n");
        Assert.Contains("restart", (await playground.RunAsync("doctor")).Output, StringComparison.Ordinal);
    }

    private static long Number(JsonElement result, string name) => result.GetProperty(name).GetInt64();
}
