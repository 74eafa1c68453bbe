using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

/// <summary><c>cell dev</c>, from one save to the next.</summary>
[Collection(CommandTests.Name)]
public sealed class DevelopmentTests(Repository repository)
{
    [Fact]
    public async Task What_is_saved_is_built_and_takes_over_and_what_does_not_build_changes_nothing()
    {
        // Inside the repository, where Cells itself is built already.
        await using var playground = new Playground(repository, below: Path.Combine(Repository.Root, "artifacts", "tests"));
        await playground.SucceedAsync("new", "greeter");
        RunningCommand dev = playground.Start(Repository.Command, "dev", "./greeter");
        await SaysAsync(dev, "watching the sources of greeter");
        int first = await playground.ProcessOfAsync("greeter");

        string source = Path.Combine(playground.Folder, "greeter", "program", "GreeterService.cs");
        string text = await File.ReadAllTextAsync(source);
        await File.WriteAllTextAsync(source, text + "nonsense\n");
        await SaysAsync(dev, "GreeterService.cs saved, and it does not build. What ran before runs on.");
        Assert.Contains("error CS", dev.Output, StringComparison.Ordinal);
        Assert.Equal(first, await playground.ProcessOfAsync("greeter"));

        Assert.Contains("Hello, ", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(source, text.Replace("Hello, ", "Good day, ", StringComparison.Ordinal));
        await SaysAsync(dev, "greeter: GreeterService.cs saved; built after ");
        JsonElement cell = (await playground.FindAsync("greeter"))!.Value;
        Assert.NotEqual(first, cell.GetProperty("process_id").GetInt32());
        Assert.Equal("{\"text\":\"Good day, Ada!\",\"number\":1}\n", await playground.SucceedAsync("use", "greeter", """{"name":"Ada"}"""));

        // What it has started it stops.
        dev.Interrupt();
        CommandResult end = await dev.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("greeter is stopped\n", end.Output, StringComparison.Ordinal);
        await playground.NothingIsLeftAsync();
    }

    private static Task SaysAsync(RunningCommand dev, string text) =>
        Playground.EventuallyAsync(() => Task.FromResult(dev.Output.Contains(text, StringComparison.Ordinal)), () => dev.Output);
}
