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

    [Fact]
    public async Task While_a_cell_attacks_the_others_keep_more_than_half_their_speed()
    {
        HostileReport report = await HostileCampaign.RunAsync(seed: 2027, mutations: long.MaxValue, longest: TimeSpan.FromSeconds(5), delays: true);
        Assert.True(report.EndedByHost > 5, $"{report}");
        Assert.True(report.Speed > 0.5, $"{report}");
    }
}
