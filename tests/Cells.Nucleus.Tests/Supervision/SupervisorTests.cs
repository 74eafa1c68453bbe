using System.Diagnostics;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;
using Cells.Rpc.Discovery;

namespace Cells.Nucleus.Tests.Supervision;

/// <summary>The supervisor inside a host, with shell scripts that are no cells. What real cells do is tested with the command.</summary>
public sealed class SupervisorTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly SupervisionLimits Limits = SupervisionLimits.Default with { MaxLogBytes = 100_000, LogCheckInterval = TimeSpan.FromMilliseconds(20) };

    private readonly string _folder = Directory.CreateTempSubdirectory("cells-nucleus-").FullName;
    private readonly SupervisorFiles _files;
    private readonly Supervisor _supervisor;

    public SupervisorTests()
    {
        _files = new SupervisorFiles(new RunDirectory(Path.Combine(_folder, "run")));
        _files.Ensure();
        _supervisor = new Supervisor(_files, Limits);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_log_that_grows_too_large_is_moved_aside_while_its_process_writes_on()
    {
        Task<StartReply> start = _supervisor.StartAsync(Script("chatty", "i=0; while [ $i -lt 5000 ]; do echo line $i of a talkative cell; i=$((i+1)); done; exec sleep 1000")).AsTask();
        CellFiles files = _files.Cell("chatty");
        await EventuallyAsync(() => File.Exists(files.PreviousLog));
        await EventuallyAsync(() => new FileInfo(files.Log).Length < Limits.MaxLogBytes && File.ReadAllText(files.Log).Contains("(MaxLogBytes)", StringComparison.Ordinal));
        Assert.DoesNotContain('\0', await File.ReadAllTextAsync(files.Log));
        Assert.True(File.Exists(files.PreviousLogTimes));
        await EventuallyAsync(() => LogTimes.Load(files).Of(0) is not null);
        await _supervisor.StopAsync(new StopRequest("chatty", 0));
        Assert.Equal(StartOutcomes.Failed, (await start.WaitAsync(Limit)).Outcome);
    }

    [Fact]
    public async Task Lines_that_were_written_apart_have_times_in_their_order()
    {
        CellFiles files = _files.Cell("slow");
        Task<StartReply> start = _supervisor.StartAsync(Script("slow", "echo first; until [ -e go ]; do sleep 0.01; done; echo second; exec sleep 1000")).AsTask();
        await EventuallyAsync(() => File.Exists(files.Log) && TimeOf(files, "first") is not null);
        DateTime? first = TimeOf(files, "first");
        await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "");
        await EventuallyAsync(() => TimeOf(files, "second") is not null);
        Assert.Equal(first, TimeOf(files, "first"));
        Assert.True(first <= TimeOf(files, "second"));
        await _supervisor.StopAsync(new StopRequest("slow", 0));
        await start.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_cell_of_another_supervisor_is_not_taken_over()
    {
        _files.Cell("taken").Ensure();
        using Platform.Files.FileLock? other = Platform.Files.FileLock.TryTake(_files.Cell("taken").Lock);
        StartReply reply = await _supervisor.StartAsync(Script("taken", "exit 0"));
        Assert.Equal(StartOutcomes.Failed, reply.Outcome);
        Assert.Contains("Another process serves 'taken'", reply.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing()
    {
        using var caller = new CancellationTokenSource();
        Task<StartReply> start = _supervisor.StartAsync(Script("slow", "echo $$ > pid; exec sleep 1000"), caller.Token).AsTask();
        string pid = Path.Combine(_folder, "pid");
        await EventuallyAsync(() => File.Exists(pid) && new FileInfo(pid).Length > 0);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Limit));
        Assert.Null(Platform.Processes.ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(pid))));
        Assert.Empty((await _supervisor.ListAsync(new ListRequest("", 0))).Cells);
        await _supervisor.Idle.WaitAsync(Limit);
    }

    [Fact]
    public async Task Once_it_is_idle_it_starts_nothing_any_more()
    {
        await _supervisor.StartAsync(Script("brief", "exit 1"));
        await _supervisor.Idle.WaitAsync(Limit);
        Assert.Equal(StartOutcomes.Ending, (await _supervisor.StartAsync(Script("late", "exit 1"))).Outcome);
    }

    private static DateTime? TimeOf(CellFiles files, string line) =>
        File.ReadAllText(files.Log).IndexOf(line, StringComparison.Ordinal) is >= 0 and var position ? LogTimes.Load(files).Of(position) : null;

    private CellSpec Script(string name, string script)
    {
        string program = Path.Combine(_folder, name);
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new CellSpec(name, program, [], _folder, ["PATH=/usr/bin:/bin"], "1", _folder, "on-failure", 60_000, [], AsDependency: false, Replicas: 1, MemoryBytes: 0, Processors: 0, Processes: 0, OnDemand: false, IdleStopMs: 0);
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Limit);
            await Task.Delay(10);
        }
    }
}
