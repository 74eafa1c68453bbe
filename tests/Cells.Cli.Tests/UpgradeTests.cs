using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

/// <summary>Replacing what runs, as it is typed. That nothing is lost thereby is shown under load in the chaos tests.</summary>
[Collection(CommandTests.Name)]
public sealed class UpgradeTests(Repository repository)
{
    [Fact]
    public async Task A_published_program_takes_over_and_what_ran_before_comes_back()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        JsonElement before = (await playground.FindAsync("gateway"))!.Value;
        Assert.Equal(JsonValueKind.Null, before.GetProperty("previous_build").ValueKind);

        string release = Path.Combine(playground.Folder, "release");
        Copy(Path.GetDirectoryName(repository.Gateway)!, release);
        Assert.Contains("gateway is upgraded: the new one has taken over", await playground.SucceedAsync("upgrade", "gateway", "--from", release), StringComparison.Ordinal);
        JsonElement upgraded = (await playground.FindAsync("gateway"))!.Value;
        Assert.NotEqual(before.GetProperty("process_id").GetInt32(), upgraded.GetProperty("process_id").GetInt32());
        Assert.Equal(before.GetProperty("build").GetString(), upgraded.GetProperty("previous_build").GetString());
        Assert.Contains("is unchanged", await playground.SucceedAsync("upgrade", "gateway", "--from", release), StringComparison.Ordinal);

        using var back = JsonDocument.Parse(await playground.SucceedAsync("rollback", "gateway", "--json"));
        Assert.Equal("rolled_back", back.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(before.GetProperty("build").GetString(), back.RootElement.GetProperty("build").GetString());
        string again = (await playground.RunAsync("rollback", "gateway")).Error;
        Assert.Contains("there is nothing to go back to", again, StringComparison.Ordinal);

        // What 'cell publish' has written is found as well: the folder of the cell, and that of all.
        string published = $"{playground.Folder}-published";
        try
        {
            await playground.SucceedAsync("publish", "gateway", "--into", published);
            Assert.Contains("gateway is upgraded: the new one has taken over", await playground.SucceedAsync("upgrade", "gateway", "--from", published), StringComparison.Ordinal);
            Assert.Contains("is unchanged", await playground.SucceedAsync("upgrade", "gateway", "--from", Path.Combine(published, "gateway")), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(published, recursive: true);
        }
    }

    [Fact]
    public async Task A_program_that_cannot_start_never_takes_over_and_its_last_lines_are_shown()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        int process = await playground.ProcessOfAsync("gateway");
        string release = Path.Combine(playground.Folder, "release");
        Directory.CreateDirectory(release);
        string program = Path.Combine(release, "gateway");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho no such luck\nexit 3\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string error = await playground.FailAsync(5, "upgrade", "gateway", "--from", release);
        Assert.Contains($"'gateway' was not replaced: it ended before it was ready: exit code 3. What ran before runs on (process {process}).", error, StringComparison.Ordinal);
        Assert.Contains("no such luck", error, StringComparison.Ordinal);
        Assert.Equal(process, await playground.ProcessOfAsync("gateway"));
    }

    [Fact]
    public async Task A_restart_runs_the_same_build_in_another_process()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway", "[genome]\nreplicas = 2\n");
        await playground.SucceedAsync("run", "gateway");
        JsonElement before = (await playground.FindAsync("gateway"))!.Value;
        Assert.Equal(2, before.GetProperty("instances").GetArrayLength());
        Assert.StartsWith("gateway is restarted", await playground.SucceedAsync("restart", "gateway"), StringComparison.Ordinal);
        JsonElement after = (await playground.FindAsync("gateway"))!.Value;
        Assert.Equal(before.GetProperty("build").GetString(), after.GetProperty("build").GetString());
        Assert.Empty(Processes(before).Intersect(Processes(after)));
    }

    [Theory]
    [InlineData("upgrade")]
    [InlineData("rollback")]
    [InlineData("restart")]
    public async Task What_does_not_run_is_not_replaced(string command)
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        Assert.Contains("'gateway' is not running. 'cell run gateway' starts it.", await playground.FailAsync(3, command, "gateway"), StringComparison.Ordinal);
    }

    private static int[] Processes(JsonElement cell) => [.. cell.GetProperty("instances").EnumerateArray().Select(static instance => instance.GetProperty("process_id").GetInt32())];

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
