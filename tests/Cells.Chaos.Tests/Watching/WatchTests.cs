using Cells.Nucleus.Contracts;
using Cells.Platform.Processes;

namespace Cells.Chaos.Watching;

/// <summary>What the supervisor notices of cells that do not die, and of those that are only busy.</summary>
[Collection(AloneTests.Name)]
public sealed class WatchTests
{
    [Fact]
    public async Task A_stopped_process_is_killed_and_another_one_serves()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync();
        using (var descriptor = ProcessDescriptor.Open(process))
            Assert.True(descriptor.Send(ProcessSignal.Stop));
        CellStatus status = await ward.SucceededAsync(process);
        Assert.Equal((1, "killed by SIGKILL"), (status.Restarts, status.LastExit));
        Assert.Contains($"process {process} is killed: it has not answered for 2 s (HangTimeout)", ward.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_whose_thread_pool_is_starved_is_killed_and_another_one_serves()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync();
        await using PatientClient client = await ward.ConnectAsync();
        Task[] blocked = [.. Enumerable.Range(0, 2 * PatientProgram.Threads).Select(_ => client.BlockAsync().AsTask())];
        CellStatus status = await ward.SucceededAsync(process);
        Assert.Equal(1, status.Restarts);
        Assert.Contains($"process {process} is killed: its thread pool has begun nothing for", ward.Log, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PeerLostException>(() => Task.WhenAll(blocked));
    }

    [Fact]
    public async Task A_handler_that_goes_on_after_its_caller_has_left_has_its_process_replaced_without_failing_others()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync();
        await using PatientClient client = await ward.ConnectAsync();
        using var leaving = new CancellationTokenSource();
        Task left = client.GoOnAsync(leaving.Token).AsTask();
        Assert.Equal(process, (await client.AnswerAsync()).ProcessId);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        int answered = process;
        while (answered == process)
            answered = (await client.AnswerAsync()).ProcessId;
        CellStatus status = await ward.SucceededAsync(process);
        Assert.Equal((answered, 1), (status.ProcessId, status.Restarts));
        Assert.Contains("its handler of patient/GoOn has gone on for", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_computes_with_every_thread_is_left_alone()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync();
        await using PatientClient client = await ward.ConnectAsync();
        await client.ComputeAsync(new Spell((int)(3 * Ward.Limits.HangTimeout.TotalMilliseconds)));
        Assert.Equal((process, 0), ((await ward.StatusAsync()).ProcessId, (await ward.StatusAsync()).Restarts));
    }

    [Fact]
    public async Task A_handler_whose_caller_waits_may_take_as_long_as_it_likes()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync();
        await using PatientClient client = await ward.ConnectAsync();
        Task waiting = client.GoOnAsync().AsTask();
        await Task.WhenAny(waiting, Task.Delay(2 * Ward.Limits.AbandonedTimeout));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(process, (await client.AnswerAsync()).ProcessId);
        await ward.Supervisor.StopAsync(new StopRequest("patient", 0));
        await Assert.ThrowsAsync<PeerLostException>(() => waiting);
    }

    [Fact]
    public async Task A_process_that_takes_more_memory_than_it_may_is_killed_with_that_reason_and_another_one_serves()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync(memoryBytes: 256 << 20);
        await using PatientClient client = await ward.ConnectAsync();
        try
        {
            await client.TakeAsync(new Portion(300));
        }
        catch (PeerLostException)
        {
            // It had not answered when it was killed.
        }

        CellStatus status = await ward.SucceededAsync(process);
        Assert.Equal(1, status.Restarts);
        Assert.Matches("is killed: it took [0-9.]+ MiB of memory, more than its limit of 256 MiB", ward.Log);
        Assert.Equal(status.ProcessId, (await client.AnswerAsync()).ProcessId);
    }

    [Fact]
    public async Task A_cell_on_demand_has_a_process_only_from_the_first_connection_until_nobody_calls_any_more()
    {
        await using var ward = new Ward();
        Assert.Equal(0, await ward.StartAsync(onDemand: true, idleStopMs: 300));
        Assert.Equal("idle", (await ward.StatusAsync()).State);
        await using PatientClient client = await ward.ConnectAsync();
        int first = (await client.AnswerAsync()).ProcessId;

        CellStatus? status = null;
        await Upgrades.SupervisorHome.EventuallyAsync(() => (status = ward.StatusAsync().GetAwaiter().GetResult()).State == "idle", () => $"{status}");
        Assert.Equal((0, 0, "exit code 0"), (status!.ProcessId, status.Restarts, status.LastExit));

        // The client of before is served by another process.
        Assert.NotEqual(first, (await client.AnswerAsync()).ProcessId);
    }

    [Fact]
    public async Task All_replicas_of_a_cell_on_demand_start_with_a_connection_and_none_without()
    {
        await using var ward = new Ward();
        await ward.StartAsync(onDemand: true, idleStopMs: 300, replicas: 2);
        await using PatientClient client = await ward.ConnectAsync();
        await client.AnswerAsync();
        CellStatus? status = null;
        await Upgrades.SupervisorHome.EventuallyAsync(() => (status = ward.StatusAsync().GetAwaiter().GetResult()) is { State: "idle", Instances.Count: 0 }, () => $"{status}");

        // Nobody connects any more.
        await Task.Delay(900);
        Assert.Equal("idle", (await ward.StatusAsync()).State);
        Assert.Equal(2, ward.Log.Split("somebody has connected").Length - 1);
        await client.AnswerAsync();
    }

    [Fact]
    public async Task A_cell_that_is_called_again_and_again_is_never_stopped_for_being_idle()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync(idleStopMs: 300);
        await using PatientClient client = await ward.ConnectAsync();
        long begun = Environment.TickCount64;
        while (Environment.TickCount64 - begun < 1500)
            Assert.Equal(process, (await client.AnswerAsync()).ProcessId);
    }

    [ControlGroupFact]
    public async Task A_process_is_in_a_control_group_that_keeps_its_limits_and_that_is_gone_with_it()
    {
        await using var ward = new Ward();
        int process = await ward.StartAsync(memoryBytes: 1 << 30, processors: 0.5, processes: 100);
        await using PatientClient client = await ward.ConnectAsync();
        string[] groups = [.. GroupsOf(process)];
        Assert.NotEmpty(groups);
        TimeSpan before = ProcessUsage.Of(process)!.Value.ProcessorTime;
        await client.ComputeAsync(new Spell(2000));
        TimeSpan computed = ProcessUsage.Of(process)!.Value.ProcessorTime - before;

        // Four threads on all processors for two seconds would have taken more than a second and a half.
        Assert.InRange(computed.TotalSeconds, 0.2, 1.6);
        await ward.Supervisor.StopAsync(new StopRequest("patient", 1000));
        Assert.All(groups, static group => Assert.False(Directory.Exists(group), group));
    }

    private static IEnumerable<string> GroupsOf(int process) => Directory
        .EnumerateDirectories("/sys/fs/cgroup", "cells-*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(group => File.ReadAllLines(Path.Combine(group, "cgroup.procs")).Contains(process.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
