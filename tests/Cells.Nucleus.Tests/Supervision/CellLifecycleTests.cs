using Cells.Nucleus.Supervision;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Tests.Supervision;

public sealed class CellLifecycleTests
{
    private static readonly ProcessExit Success = new(0, 0);
    private static readonly ProcessExit Crash = new(0, 11);
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_cell_starts_becomes_ready_drains_and_is_stopped()
    {
        CellLifecycle cell = Create();
        Assert.Equal(CellState.Stopped, cell.State);
        cell.StartAsked();
        Assert.Equal(CellState.Starting, cell.State);
        cell.BecameReady();
        Assert.Equal(CellState.Ready, cell.State);
        cell.StopAsked();
        Assert.Equal(CellState.Draining, cell.State);
        Assert.Null(cell.Ended(Success, why: null, Noon));
        Assert.Equal(CellState.Stopped, cell.State);
    }

    [Fact]
    public void What_was_never_ready_fails_at_once()
    {
        CellLifecycle cell = Create();
        cell.StartAsked();
        Assert.Null(cell.Ended(new ProcessExit(3, 0), why: null, Noon));
        Assert.Equal(CellState.Failed, cell.State);
        Assert.Equal("it ended before it was ready: exit code 3", cell.Reason);
    }

    [Fact]
    public void Each_failure_doubles_the_time_until_the_next_start_up_to_the_longest()
    {
        CellLifecycle cell = Ready(limits: new() { MaxFailures = 100, LongestBackoff = TimeSpan.FromMilliseconds(500) });
        Assert.Equal([100, 200, 400, 500, 500], Enumerable.Range(0, 5).Select(_ => (int)Fail(cell, Noon)!.Value.TotalMilliseconds));
        Assert.Equal(5, cell.Restarts);
    }

    [Fact]
    public void Restarts_are_spread_over_half_of_the_time()
    {
        CellLifecycle cell = Ready(random: () => 0);
        Assert.Equal(TimeSpan.FromMilliseconds(50), Fail(cell, Noon));
    }

    [Fact]
    public void Failures_that_lie_back_are_forgotten()
    {
        CellLifecycle cell = Ready();
        for (int i = 0; i < 50; i++)
            Assert.Equal(TimeSpan.FromMilliseconds(100), Fail(cell, Noon.AddMinutes(2 * i)));
    }

    [Fact]
    public void Too_many_failures_in_a_short_time_end_it_with_the_reason()
    {
        CellLifecycle cell = Ready();
        for (int i = 0; i < 4; i++)
            Assert.NotNull(Fail(cell, Noon.AddSeconds(i)));
        Assert.Null(cell.Ended(Crash, why: null, Noon.AddSeconds(4)));
        Assert.Equal(CellState.Failed, cell.State);
        Assert.Equal("given up after 5 failures within 60 s (MaxFailures), the last one: killed by SIGSEGV", cell.Reason);
    }

    [Fact]
    public void A_cell_that_failed_can_be_started_again()
    {
        CellLifecycle cell = Create();
        cell.StartAsked();
        cell.Ended(Crash, why: null, Noon);
        cell.StartAsked();
        Assert.Equal((CellState.Starting, ""), (cell.State, cell.Reason));
    }

    [Theory]
    [InlineData(RestartRule.OnFailure, true, CellState.Stopped)]
    [InlineData(RestartRule.OnFailure, false, CellState.Backoff)]
    [InlineData(RestartRule.Always, true, CellState.Backoff)]
    [InlineData(RestartRule.Always, false, CellState.Backoff)]
    [InlineData(RestartRule.Never, true, CellState.Stopped)]
    [InlineData(RestartRule.Never, false, CellState.Failed)]
    public void The_rule_decides_whether_it_is_started_again(RestartRule rule, bool success, CellState expected)
    {
        CellLifecycle cell = Ready(rule);
        cell.Ended(success ? Success : Crash, why: null, Noon);
        Assert.Equal(expected, cell.State);
    }

    [Fact]
    public void An_end_that_was_forced_is_a_failure_whatever_the_exit_code_says()
    {
        CellLifecycle cell = Ready();
        Assert.NotNull(cell.Ended(Success, "it lost its control socket", Noon));
        Assert.Equal((CellState.Backoff, "it lost its control socket (exit code 0)"), (cell.State, cell.Reason));
    }

    [Fact]
    public void While_it_waits_for_the_next_start_it_can_be_stopped()
    {
        CellLifecycle cell = Ready();
        cell.Ended(Crash, why: null, Noon);
        cell.StopAsked();
        Assert.Equal(CellState.Stopped, cell.State);
    }

    [Fact]
    public void An_upgrade_that_fails_leaves_what_serves_with_the_reason()
    {
        CellLifecycle cell = Ready();
        cell.UpgradeAsked();
        Assert.Equal(CellState.Upgrading, cell.State);
        cell.UpgradeFailed("it was not ready within 10 s");
        Assert.Equal((CellState.Ready, "the last upgrade failed: it was not ready within 10 s"), (cell.State, cell.Reason));
        cell.UpgradeAsked();
        cell.UpgradeDone();
        Assert.Equal((CellState.Ready, ""), (cell.State, cell.Reason));
    }

    [Fact]
    public void A_cell_can_be_stopped_while_it_is_upgraded()
    {
        CellLifecycle cell = Ready();
        cell.UpgradeAsked();
        cell.StopAsked();
        Assert.Equal(CellState.Draining, cell.State);
    }

    [Fact]
    public void An_adopted_cell_that_ended_is_started_again_like_one_of_its_own()
    {
        CellLifecycle cell = Create();
        cell.Adopted(restarts: 3);
        Assert.NotNull(cell.Ended(ProcessExit.Unknown, "it ended while no supervisor ran", Noon));
        Assert.Equal((CellState.Backoff, "it ended while no supervisor ran (unknown exit code)", 3), (cell.State, cell.Reason, cell.Restarts));
    }

    [Fact]
    public void A_cell_on_demand_starts_when_somebody_connects_and_rests_when_nobody_does()
    {
        CellLifecycle cell = Create();
        cell.WaitAsked();
        Assert.Equal(CellState.Idle, cell.State);
        cell.Connected();
        Assert.Equal(CellState.Starting, cell.State);
        cell.BecameReady();
        cell.RestAsked();
        Assert.Equal(CellState.Draining, cell.State);
        Assert.Null(cell.Ended(Success, why: null, Noon));
        Assert.Equal((CellState.Idle, 0), (cell.State, cell.Restarts));
        cell.StopAsked();
        Assert.Equal(CellState.Stopped, cell.State);
    }

    [Fact]
    public void A_process_that_is_replaced_by_the_supervisors_own_decision_counts_as_a_restart_and_says_why()
    {
        CellLifecycle cell = Ready();
        cell.UpgradeAsked();
        cell.UpgradeDone("its handler of a/B has gone on");
        Assert.Equal((CellState.Ready, "it was replaced: its handler of a/B has gone on", 1), (cell.State, cell.Reason, cell.Restarts));
    }

    [Fact]
    public void Events_that_cannot_happen_in_a_state_are_refused()
    {
        CellLifecycle cell = Create();
        Assert.Throws<InvalidOperationException>(cell.BecameReady);
        Assert.Throws<InvalidOperationException>(cell.BackoffOver);
        Assert.Throws<InvalidOperationException>(() => cell.Ended(Success, why: null, Noon));
        cell.StartAsked();
        Assert.Throws<InvalidOperationException>(cell.StartAsked);
    }

    private static CellLifecycle Create(RestartRule rule = RestartRule.OnFailure, SupervisionLimits? limits = null, Func<double>? random = null) =>
        new(rule, limits ?? SupervisionLimits.Default, random ?? (() => 1));

    private static CellLifecycle Ready(RestartRule rule = RestartRule.OnFailure, SupervisionLimits? limits = null, Func<double>? random = null)
    {
        CellLifecycle cell = Create(rule, limits, random);
        cell.StartAsked();
        cell.BecameReady();
        return cell;
    }

    private static TimeSpan? Fail(CellLifecycle cell, DateTime when)
    {
        TimeSpan? delay = cell.Ended(Crash, why: null, when);
        cell.BackoffOver();
        cell.BecameReady();
        return delay;
    }
}
