using System.Text.Json;
using Cells.Cli.Tests.Harness;
using Cells.Platform.Processes;

namespace Cells.Cli.Tests;

/// <summary>Cells whose supervisor is started by a service manager or a container, which here is the test.</summary>
[Collection(CommandTests.Name)]
public sealed class ForegroundTests(Repository repository)
{
    [Fact]
    public async Task In_the_foreground_cells_run_and_their_output_is_printed_until_a_signal_drains_them()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        RunningCommand run = playground.Start(Repository.Command, "run", "--foreground", "gateway");
        await Playground.EventuallyAsync(() => Task.FromResult(run.Output.Contains("gateway is ready", StringComparison.Ordinal)), () => run.Output);
        await playground.SucceedAsync("use", "gateway", """{"symbol":"A","quantity":1}""");
        Assert.Equal("ready", (await playground.FindAsync("gateway"))!.Value.GetProperty("state").GetString());
        await Playground.EventuallyAsync(() => Task.FromResult(run.Output.Contains("order 1: 1 x A\n", StringComparison.Ordinal)), () => run.Output);
        run.Interrupt();
        CommandResult end = await run.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("ended: exit code 0", end.Output, StringComparison.Ordinal);
        await playground.NothingIsLeftAsync();
        Assert.False(File.Exists(Path.Combine(playground.RunDirectory, "gateway", "cell.sock")));
    }

    [Fact]
    public async Task In_the_foreground_a_cell_that_does_not_start_or_is_given_up_ends_all_with_its_exit_code()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway", "[life]\nrestart = \"never\"\n");
        playground.AddScript("hasty", "exit 3");
        CommandResult failed = await playground.RunAsync("run", "--foreground", "gateway", "hasty");
        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("'hasty' did not start: it ended before it was ready: exit code 3", failed.Error, StringComparison.Ordinal);
        await playground.NothingIsLeftAsync();

        RunningCommand run = playground.Start(Repository.Command, "run", "--foreground", "gateway");
        await Playground.EventuallyAsync(() => Task.FromResult(run.Output.Contains("gateway is ready", StringComparison.Ordinal)), () => run.Output);
        Playground.Kill(await playground.ProcessOfAsync("gateway"));
        Assert.Equal(5, (await run.EndAsync()).ExitCode);
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_second_supervisor_of_a_run_directory_is_refused()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        await playground.SucceedAsync("run", "gateway");
        CommandResult second = await playground.RunAsync("run", "--foreground", "gateway");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another supervisor has ", second.Error, StringComparison.Ordinal);
        Assert.Equal("ready", (await playground.FindAsync("gateway"))!.Value.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_service_manager_hears_when_cells_are_ready_and_keeps_their_sockets_so_that_who_calls_during_a_restart_waits()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        string path = Path.Combine(playground.Folder, "notify.sock");
        using var manager = new NotifySocket(path);
        playground.Variables["NOTIFY_SOCKET"] = path;

        RunningCommand run = playground.Start(Repository.Command, "run", "--foreground", "gateway");
        while (manager.Receive() is var said && !said.StartsWith("READY=1\n", StringComparison.Ordinal))
            Assert.Equal("FDSTORE=1\nFDPOLL=0\nFDNAME=gateway\n", said);
        run.Interrupt();
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
        Assert.Equal("STOPPING=1\n", manager.Receive());
        await playground.NothingIsLeftAsync();

        playground.Variables.Remove("NOTIFY_SOCKET");
        Task<string> call = playground.SucceedAsync("use", "gateway", """{"symbol":"A","quantity":1}""");
        Dictionary<string, string> variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
        var next = ChildProcess.Spawn(new ChildStart
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=gateway exec {Repository.Command} run --foreground gateway --run-dir {playground.RunDirectory}"],
            Environment = variables,
            WorkingDirectory = playground.Folder,
            Descriptors = [manager.Kept!],
        });
        Assert.Equal("{\"id\":1}\n", await call);
        Assert.True(next.Send(ProcessSignal.Terminate));
        Assert.True((await next.Exited.WaitAsync(Playground.Limit)).IsSuccess);
        await playground.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_unit_of_systemd_names_the_command_and_the_folder_and_keeps_descriptors()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway");
        string unit = await playground.SucceedAsync("install", "gateway", "--print");
        Assert.Contains($"run --foreground {Path.Combine(playground.Folder, "gateway")}\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nType=notify\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nFileDescriptorStoreMax=256\n", unit, StringComparison.Ordinal);

        playground.Variables["XDG_CONFIG_HOME"] = Path.Combine(playground.Folder, "config");
        Assert.Contains("systemctl --user enable --now cells-gateway\n", await playground.SucceedAsync("install", "gateway"), StringComparison.Ordinal);
        Assert.Equal(unit, await File.ReadAllTextAsync(Path.Combine(playground.Folder, "config", "systemd", "user", "cells-gateway.service")));
        Assert.Contains("There is no folder", await playground.FailAsync(3, "install", "nowhere/at-all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_runs_without_its_sources_and_says_the_same_of_itself()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("gateway", "[genome]\nreplicas = 2\n[life]\nready_timeout = \"20s\"\nidle_stop = \"1h\"\n[limits]\nmemory = \"1GiB\"\ncpu = 1.5\nprocesses = 1000\n[junctions]\nback = \"back\"\n");
        playground.AddGateway("back");
        string place = Path.Combine(playground.Folder, "..", $"{Path.GetFileName(playground.Folder)}-published");
        try
        {
            Assert.Contains("gateway is in ", await playground.SucceedAsync("publish", "gateway", "--into", place, "--with-command"), StringComparison.Ordinal);
            Assert.Contains(" is not empty.", await playground.FailAsync(2, "publish", "gateway", "--into", place), StringComparison.Ordinal);
            Assert.EndsWith("[limits]\nmemory = \"1073741824B\"\ncpu = 1.5\nprocesses = 1000\n", await File.ReadAllTextAsync(Path.Combine(place, "gateway", "Genome.toml")), StringComparison.Ordinal);
            CommandResult run = await playground.Start(Path.Combine(place, ".command", "cell"), "run", place, "--run-dir", playground.RunDirectory).EndAsync();
            Assert.True(run.ExitCode == 0, run.ToString());
            JsonElement cell = (await playground.FindAsync("gateway"))!.Value;
            Assert.Equal(2, cell.GetProperty("instances").GetArrayLength());
            Assert.StartsWith(Path.GetFullPath(place), cell.GetProperty("source").GetString(), StringComparison.Ordinal);
            Assert.Equal("ready", (await playground.FindAsync("back"))!.Value.GetProperty("state").GetString());
            await playground.SucceedAsync("down");
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }
}
