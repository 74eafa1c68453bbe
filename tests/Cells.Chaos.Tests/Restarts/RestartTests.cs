namespace Cells.Chaos.Restarts;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- restarts --full</c> restarts a thousand times each way.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Planned_restarts_under_load_fail_no_call()
    {
        RestartReport report = await RestartRun.RunAsync(restarts: 15, Ending.Drain);
        report.ThrowUnlessNothingIsLost();
    }

    [Fact]
    public async Task Crashes_under_load_fail_only_what_may_have_run_and_must_not_run_twice()
    {
        RestartReport report = await RestartRun.RunAsync(restarts: 15, Ending.Kill);
        report.ThrowUnlessNothingIsLost();
    }
}
