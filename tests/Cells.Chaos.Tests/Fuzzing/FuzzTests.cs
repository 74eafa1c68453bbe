namespace Cells.Chaos.Fuzzing;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- fuzz --full</c> tries a million cases each way.</summary>
public sealed class FuzzTests
{
    [Fact]
    public Task Hostile_clients_end_no_process_disturb_no_other_session_and_leave_nothing_behind() => ServerCampaign.RunAsync(seed: 2026, cases: 4000);

    [Fact]
    public async Task Calls_to_a_hostile_server_each_have_an_outcome()
    {
        Assert.True(await ClientCampaign.RunAsync(seed: 2026, cases: 2000) > 2000);
    }

    /// <summary>A failure that cannot be read, once the call was taken out of the table: it had no outcome, and its reader was taken for stuck.</summary>
    [Fact]
    public async Task What_the_fuzzer_has_found_stays_found()
    {
        for (int i = 0; i < 5; i++)
            Assert.Equal(4, await ClientCampaign.RunAsync(seed: 106_222, cases: 1));
    }
}
