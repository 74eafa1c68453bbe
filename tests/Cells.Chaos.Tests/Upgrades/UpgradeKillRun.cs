using System.Globalization;
using Cells.Nucleus.Contracts;
using Cells.Platform.Faults;
using Cells.Platform.Processes;

namespace Cells.Chaos.Upgrades;

/// <summary>Stops a supervisor at a point of an upgrade under load, kills somebody there, and looks whether the service ends in a right state and nothing is left.</summary>
internal static class UpgradeKillRun
{
    /// <summary>The argument that runs all of it.</summary>
    internal const string Command = "upgrade-kills";

    private const int CallsAfterwards = 100;

    /// <summary>The points of an upgrade.</summary>
    internal static IEnumerable<FaultPoint> Points => Enum.GetValues<FaultPoint>().Where(static point => point >= FaultPoint.SuccessorStarted);

    /// <summary>Kills one at a point.</summary>
    /// <returns>What came of the calls.</returns>
    /// <exception cref="InvalidOperationException">Something is not as it should be.</exception>
    internal static async Task<UpgradeReport> RunAsync(FaultPoint point, UpgradeVictim victim)
    {
        UpgradeReport report = await UpgradeRun.UnderLoadAsync(replicas: 1, (home, callers) => KillAsync(home, callers, victim), point);
        if (report.Failures.Count > 0)
            throw new InvalidOperationException($"{report}: {report.Failures.First()}");

        // What a killed process was about to answer may have run. Where only the supervisor died, nobody was.
        if (victim == UpgradeVictim.Supervisor)
            report.ThrowUnlessNothingIsLost();
        else
            report.ThrowUnlessNothingRanTwice();
        return report;
    }

    private static async Task<int> KillAsync(SupervisorHome home, LedgerCallers callers, UpgradeVictim victim)
    {
        int old = (await home.StatusAsync()).ProcessId;
        Task<StartReply> upgrade = home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(LedgerProgram.Version2), Force: false, 30_000)).AsTask();
        await home.SupervisorStopsAsync();
        if (victim == UpgradeVictim.Supervisor)
        {
            home.KillSupervisor();
            await Task.WhenAny(upgrade);
            await home.StartSupervisorAsync();
        }
        else
        {
            Kill(victim == UpgradeVictim.Old ? old : NewOf(home));
            Signal(home.SupervisorProcess, ProcessSignal.Continue);
            await upgrade;
        }

        await callers.OutcomesAsync(CallsAfterwards);
        CellStatus? status = null;
        await SupervisorHome.EventuallyAsync(() => IsRight(status = home.StatusAsync().GetAwaiter().GetResult()), () => $"the service ended as {status}");
        return 1;
    }

    private static bool IsRight(CellStatus status) =>
        status is { State: "ready", Instances: [{ Role: InstanceRoles.Serving } only] } && only.Build == status.Build && status.Build is LedgerProgram.Version1 or LedgerProgram.Version2;

    /// <summary>The process of the second version; 0 where there is none any more.</summary>
    private static int NewOf(SupervisorHome home) => home.Processes().Find(static process =>
    {
        string[] arguments = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Split('\0');
        return arguments.Contains(LedgerProgram.Command) && arguments.Contains(LedgerProgram.Version2);
    });

    private static void Kill(int process)
    {
        // Where it has ended by itself at this point, there is nothing to kill.
        if (process == 0 || !ProcessDescriptor.TryOpen(process, out ProcessDescriptor? descriptor))
            return;
        using (descriptor)
            descriptor.Send(ProcessSignal.Kill);
    }

    private static void Signal(int process, ProcessSignal signal)
    {
        using ProcessDescriptor descriptor = ProcessDescriptor.Open(process);
        descriptor.Send(signal);
    }
}
