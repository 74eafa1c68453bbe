using Cells.Nucleus.Contracts;
using Cells.Platform.Faults;
using Cells.Platform.Processes;

namespace Cells.Chaos.Upgrades;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- upgrades --full</c> makes a hundred upgrades and twenty rollbacks.</summary>
[Collection(AloneTests.Name)]
public sealed class UpgradeTests
{
    [Fact]
    public async Task Upgrades_and_rollbacks_under_load_fail_no_call_lose_none_and_run_none_twice()
    {
        UpgradeReport report = await UpgradeRun.RunAsync(upgrades: 10, rollbacks: 3);
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task A_service_in_three_processes_is_upgraded_one_after_the_other()
    {
        UpgradeReport report = await UpgradeRun.RunAsync(upgrades: 2, rollbacks: 1, replicas: 3);
        report.ThrowUnlessNothingIsLost();
    }

    [Theory]
    [InlineData(LedgerProgram.Crashes, "it ended before it was ready: exit code 7")]
    [InlineData(LedgerProgram.Hangs, "it was not ready within 1 s (ready_timeout)")]
    [InlineData(LedgerProgram.Version3, "it does not fit the running callers: ledger/Add.request.id was long and is string")]
    public async Task A_version_that_cannot_serve_never_takes_over_and_the_old_one_never_notices(string version, string reason)
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int process = (await home.StatusAsync()).ProcessId;
            StartReply reply = await home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(version, readyTimeoutMs: version == LedgerProgram.Hangs ? 1000 : 60_000), Force: false, DrainTimeoutMs: 30_000));
            UpgradeRun.Expect(StartOutcomes.Kept, reply);
            Assert.Equal(reason, reply.Reason);
            if (version == LedgerProgram.Crashes)
                Assert.Equal(["this version cannot work"], reply.LastLines);
            CellStatus status = await home.StatusAsync();
            Assert.Equal((process, "ready", LedgerProgram.Version1), (status.ProcessId, status.State, status.Build));
            Assert.Equal($"the last upgrade failed: {reply.Reason}", status.Reason);
            Assert.Single(status.Instances);
            return 0;
        });
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task Nothing_can_be_rolled_back_that_was_not_upgraded()
    {
        await using SupervisorHome home = await SupervisorHome.StartAsync();
        await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1));
        StartReply reply = await home.Nucleus.RollbackAsync(new ReplaceRequest("ledger", Force: false, 1000));
        Assert.Equal((StartOutcomes.Kept, "it has not been upgraded since it was started, and so there is nothing to go back to"), (reply.Outcome, reply.Reason));
        await home.EndAsync();
    }

    [Fact]
    public async Task A_restart_replaces_the_process_and_fails_no_call()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int process = (await home.StatusAsync()).ProcessId;
            UpgradeRun.Expect(StartOutcomes.Restarted, await home.Nucleus.RestartAsync(new ReplaceRequest("ledger", Force: false, 30_000)));
            Assert.NotEqual(process, (await home.StatusAsync()).ProcessId);
            return 1;
        });
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task A_killed_supervisor_costs_no_call_and_the_next_one_goes_on_with_what_runs()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 2, async (home, callers) =>
        {
            UpgradeRun.Expect(StartOutcomes.Upgraded, await home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(LedgerProgram.Version2, replicas: 2), Force: false, 30_000)));
            int[] before = [.. (await home.StatusAsync()).Instances.Select(static instance => instance.ProcessId)];
            for (int i = 0; i < 3; i++)
            {
                home.KillSupervisor();
                await callers.OutcomesAsync(100);
                await home.StartSupervisorAsync();
                CellStatus status = await home.StatusAsync();
                Assert.Equal(before, status.Instances.Select(static instance => instance.ProcessId));
                Assert.Equal(("ready", LedgerProgram.Version2, LedgerProgram.Version1), (status.State, status.Build, status.PreviousBuild));
            }

            // It does for them all that the first one did.
            UpgradeRun.Expect(StartOutcomes.RolledBack, await home.Nucleus.RollbackAsync(new ReplaceRequest("ledger", Force: false, 30_000)));
            return 2;
        });
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task What_died_while_no_supervisor_ran_is_started_again_by_the_next_one()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int process = (await home.StatusAsync()).ProcessId;
            home.KillSupervisor();
            Kill(process);
            await home.StartSupervisorAsync();
            await callers.OutcomesAsync(100);
            CellStatus status = await home.StatusAsync();
            Assert.Equal(("ready", "unknown exit code", 1), (status.State, status.LastExit, status.Restarts));
            Assert.NotEqual(process, status.ProcessId);
            return 0;
        });
        Assert.True(report.Failures.Count == 0, report.ToString());
        report.ThrowUnlessNothingRanTwice();
    }

    [Fact]
    public async Task A_supervisor_that_is_killed_in_the_middle_of_an_upgrade_leaves_the_old_version_serving()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int process = (await home.StatusAsync()).ProcessId;
            Task<StartReply> upgrade = home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(LedgerProgram.Hangs), Force: false, 30_000)).AsTask();
            await SupervisorHome.EventuallyAsync(() => CellFilesSay(home, InstanceRoles.Successor), () => "no successor was started");
            home.KillSupervisor();
            await Assert.ThrowsAnyAsync<Exception>(() => upgrade);
            await home.StartSupervisorAsync();
            CellStatus status = await home.StatusAsync();
            Assert.Equal((process, "ready", LedgerProgram.Version1), (status.ProcessId, status.State, status.Build));
            Assert.Single(status.Instances);
            return 0;
        });
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task A_supervisor_that_is_killed_when_the_new_version_has_taken_over_leaves_that_serving_and_the_old_one_finishes()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int old = (await home.StatusAsync()).ProcessId;
            Signal(old, ProcessSignal.Stop);
            Task<StartReply> upgrade = home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(LedgerProgram.Version2), Force: false, 30_000)).AsTask();
            await SupervisorHome.EventuallyAsync(() => CellFilesSay(home, InstanceRoles.Draining), () => "nothing has taken over");
            home.KillSupervisor();
            await Assert.ThrowsAnyAsync<Exception>(() => upgrade);
            Signal(old, ProcessSignal.Continue);
            await home.StartSupervisorAsync();
            CellStatus status = await home.StatusAsync();
            Assert.Equal(("ready", LedgerProgram.Version2, LedgerProgram.Version1), (status.State, status.Build, status.PreviousBuild));
            Assert.NotEqual(old, status.ProcessId);
            await SupervisorHome.EventuallyAsync(() => ProcessIdentity.Of(old) is null, () => "the old one did not end");

            // A rollback knows the way back.
            UpgradeRun.Expect(StartOutcomes.RolledBack, await home.Nucleus.RollbackAsync(new ReplaceRequest("ledger", Force: false, 30_000)));
            Assert.Equal(LedgerProgram.Version1, (await home.StatusAsync()).Build);
            return 2;
        });
        report.ThrowUnlessNothingIsLost();
    }

    public static TheoryData<FaultPoint, UpgradeVictim> Kills
    {
        get
        {
            // Each point once, with one after the other; 'upgrade-kills' kills each at each.
            var kills = new TheoryData<FaultPoint, UpgradeVictim>();
            foreach ((int index, FaultPoint point) in UpgradeKillRun.Points.Index())
                kills.Add(point, (UpgradeVictim)(index % Enum.GetValues<UpgradeVictim>().Length));
            return kills;
        }
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Whoever_is_killed_at_this_point_of_an_upgrade_the_service_ends_in_a_right_state_and_nothing_is_left(FaultPoint point, UpgradeVictim victim) =>
        Assert.True((await UpgradeKillRun.RunAsync(point, victim)).Served.Count > 0);

    [Fact]
    public async Task A_process_of_which_the_next_supervisor_knows_nothing_ends()
    {
        await using SupervisorHome home = await SupervisorHome.StartAsync();
        StartReply started = await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1));
        home.KillSupervisor();
        File.Delete(home.Files.Cell("ledger").Record);
        await home.StartSupervisorAsync();
        await SupervisorHome.EventuallyAsync(() => ProcessIdentity.Of(started.Status.ProcessId) is null, () => "it runs on");
        UpgradeRun.Expect(StartOutcomes.Started, await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1)));
        await home.EndAsync();
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_an_upgrade_is_mended_by_the_new_version()
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, async (home, callers) =>
        {
            int process = (await home.StatusAsync()).ProcessId;
            Task<StartReply> upgrade = home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(LedgerProgram.Version2OncePermitted), Force: false, 30_000)).AsTask();
            await SupervisorHome.EventuallyAsync(() => CellFilesSay(home, InstanceRoles.Successor) || upgrade.IsCompleted, () => "no successor was started");
            Kill(process);
            await File.WriteAllTextAsync(LedgerProgram.PermissionFor(home.Journal), "");
            UpgradeRun.Expect(StartOutcomes.Upgraded, await upgrade);
            Assert.Equal(LedgerProgram.Version2OncePermitted, (await home.StatusAsync()).Build);
            return 1;
        });
        Assert.True(report.Failures.Count == 0, $"{report}: {report.Failures.FirstOrDefault()}");
        report.ThrowUnlessNothingRanTwice();
    }

    private static bool CellFilesSay(SupervisorHome home, string role) => File.ReadAllText(home.Files.Cell("ledger").Record).Contains($"\"{role}\"", StringComparison.Ordinal);

    private static void Signal(int process, ProcessSignal signal)
    {
        using ProcessDescriptor descriptor = ProcessDescriptor.Open(process);
        descriptor.Send(signal);
    }

    private static void Kill(int process)
    {
        using ProcessDescriptor descriptor = ProcessDescriptor.Open(process);
        descriptor.Send(ProcessSignal.Kill);
        descriptor.WaitForExit(60_000);
    }
}
