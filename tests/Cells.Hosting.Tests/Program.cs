using Cells.Hosting.Tests.Telemetry;

// The tests run in a test host; the processes of a trace are run here.
return args switch
{
    [HopPrograms.CellCommand, string next, .. string[] rest] => await HopPrograms.RunCellAsync(next, rest),
    [HopPrograms.CallerCommand, string hops] => await HopPrograms.RunCallerAsync(int.Parse(hops, provider: null)),
    [HopPrograms.SilentCallerCommand, string hops] => await HopPrograms.RunSilentCallerAsync(int.Parse(hops, provider: null)),
    _ => 2,
};
