using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

[Collection(CommandTests.Name)]
public sealed class BuildTests(Repository repository)
{
    [Fact]
    public async Task A_failing_build_prints_the_compilers_errors_with_file_and_line_and_starts_nothing()
    {
        await using var playground = new Playground(repository);
        string folder = Path.Combine(playground.Folder, "faulty");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Faulty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "using System;\nConsole.WriteLine(undeclared);\n");
        playground.AddGateway("gateway");

        string error = await playground.FailAsync(4, "run", "gateway", "faulty");
        Assert.Matches(@"faulty/Program\.cs\(2,19\): error CS0103: .*undeclared", error);
        Assert.Contains("Nothing was started.", error, StringComparison.Ordinal);
        Assert.Empty(playground.Processes());
    }

    [Fact]
    public async Task A_new_cell_is_built_when_its_sources_changed_and_only_then()
    {
        // Inside the repository, where Cells itself is built already.
        await using var playground = new Playground(repository, below: Path.Combine(Repository.Root, "artifacts", "tests"));
        await playground.SucceedAsync("new", "order-book");

        CommandResult first = await playground.Start(Repository.Command, "run", "./order-book").EndAsync(TimeSpan.FromMinutes(10));
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("building order_book", first.Error, StringComparison.Ordinal);
        Assert.Equal("{\"text\":\"Hello, Ada!\",\"number\":1}\n", await playground.SucceedAsync("use", "order_book", """{"name":"Ada"}"""));

        CommandResult second = await playground.RunAsync("run", "./order-book");
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Contains("is unchanged", second.Output, StringComparison.Ordinal);

        string source = Path.Combine(playground.Folder, "order-book", "program", "OrderBookService.cs");
        string before = await File.ReadAllTextAsync(source);
        await File.WriteAllTextAsync(source, before.Replace("Hello", "Good day", StringComparison.Ordinal));
        CommandResult third = await playground.Start(Repository.Command, "run", "./order-book").EndAsync(TimeSpan.FromMinutes(10));
        Assert.True(third.ExitCode == 0, third.ToString());
        Assert.StartsWith("order_book is upgraded", third.Output, StringComparison.Ordinal);
        Assert.Equal("{\"text\":\"Good day, Ada!\",\"number\":1}\n", await playground.SucceedAsync("use", "order_book", """{"name":"Ada"}"""));

        // The earlier build is still there, and found again by its content.
        await File.WriteAllTextAsync(source, before);
        CommandResult back = await playground.RunAsync("run", "./order-book");
        Assert.Equal((0, ""), (back.ExitCode, back.Error));
        Assert.StartsWith("order_book is upgraded", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_was_compiled_ahead_what_was_used_last_is_kept_and_nothing_of_builds_that_were_killed()
    {
        await using var playground = new Playground(repository);
        playground.Variables["XDG_CACHE_HOME"] = Path.Combine(playground.Folder, "cache");
        string kept = Directory.CreateDirectory(Path.Combine(playground.Folder, "cache", "cells", "compiled")).FullName;
        for (int minutes = 0; minutes < 403; minutes++)
        {
            string file = Path.Combine(kept, $"{minutes}.dll");
            await File.WriteAllTextAsync(file, "");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - TimeSpan.FromMinutes(minutes));
        }

        string left = Directory.CreateDirectory(Path.Combine(kept, ".arriving-killed")).FullName;
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromHours(2));
        string folder = Directory.CreateDirectory(Path.Combine(playground.Folder, "brief")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Brief.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "return 3;\n");
        Assert.NotEqual(0, (await playground.RunAsync("run", "brief")).ExitCode);
        Assert.Equal(Enumerable.Range(0, 400).Select(static minutes => $"{minutes}.dll").Order(), Directory.GetFiles(kept).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetDirectories(kept));
    }

    [Theory]
    [InlineData("Order Book")]
    [InlineData("9lives")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await using var playground = new Playground(repository);
        Assert.Contains("is not a cell's name", await playground.FailAsync(2, "new", name), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(playground.Folder, name)));
    }
}
