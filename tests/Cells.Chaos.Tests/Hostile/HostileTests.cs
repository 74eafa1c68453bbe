namespace Cells.Chaos.Hostile;

/// <summary>CI's part. <c>dotnet run -c Release --project tests/Cells.Chaos.Tests -- hostile --full</c> makes ten million mutations.</summary>
[Collection(AloneTests.Name)]
public sealed class HostileTests
{
    [Fact]
    public async Task A_hostile_cell_ends_its_own_sessions_and_nothing_else()
    {
        HostileReport report = await HostileCampaign.RunAsync(seed: 2026, mutations: 1_000_000, longest: TimeSpan.FromSeconds(45));
        Assert.True(report.EndedByHost > 50, $"{report}");
        Assert.True(report.Calls > 300, $"{report}");
    }
}
