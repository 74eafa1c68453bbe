using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class InterruptionTests(Repository repository)
{
    [Fact]
    public async Task Interrupted_while_a_cell_starts_it_leaves_no_process()
    {
        await using var playground = new Playground(repository);
        playground.AddScript("slow", "trap '' TERM; touch started; while :; do sleep 0.1; done", "[life]\nready_timeout = \"10m\"\n");
        RunningCommand run = playground.Start(Repository.Command, "run", "slow");
        string mark = Path.Combine(playground.Folder, "slow", "started");
        await Playground.EventuallyAsync(() => Task.FromResult(File.Exists(mark)), () => "not started");

        run.Interrupt();
        CommandResult result = await run.EndAsync();
        Assert.Equal(130, result.ExitCode);
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Interrupted_in_the_middle_of_a_build_it_leaves_no_process_and_the_next_build_works()
    {
        await using var playground = new Playground(repository);
        playground.Variables.Remove("CELL_BUILD_SERVERS");
        string folder = Path.Combine(playground.Folder, "program");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="Dawdle" BeforeTargets="CoreCompile"><Exec Command="touch $(MSBuildProjectDirectory)/compiling; [ -e go ] || sleep 1000" /></Target>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"built\"); return 7;");
        RunningCommand run = playground.Start(Repository.Command, "run", "program");
        string mark = Path.Combine(folder, "compiling");
        await Playground.EventuallyAsync(() => Task.FromResult(File.Exists(mark)), () => "not compiling");

        run.Interrupt();
        Assert.Equal(130, (await run.EndAsync()).ExitCode);
        await playground.NothingIsLeftAsync();

        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "");
        Assert.Contains("  built\n", await playground.FailAsync(5, "run", "program"), StringComparison.Ordinal);
    }
}
