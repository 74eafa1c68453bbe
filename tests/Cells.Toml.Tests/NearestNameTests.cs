namespace Cells.Toml.Tests;

public class NearestNameTests
{
    private static readonly string[] Known = ["restart", "start", "idle_stop", "ready_timeout", "name", "on-failure"];

    [Theory]
    [InlineData("restrat", "restart")]
    [InlineData("strat", "start")]
    [InlineData("idlestop", "idle_stop")]
    [InlineData("ready-timeout", "ready_timeout")]
    [InlineData("NAME", "name")]
    [InlineData("nmae", "name")]
    [InlineData("on_failure", "on-failure")]
    [InlineData("redy_timeuot", "ready_timeout")]
    [InlineData("start", "start")]
    public void A_mistyped_name_finds_the_known_one(string name, string expected) => Assert.Equal(expected, NearestName.Find(name, Known));

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("memory")]
    [InlineData("idle")]
    public void A_name_that_is_like_none_finds_none(string name) => Assert.Null(NearestName.Find(name, Known));

    [Fact]
    public void Of_several_the_nearest_wins_and_of_equals_the_first()
    {
        Assert.Equal("worker_2", NearestName.Find("worker_2x", ["worker_1", "worker_2"]));
        Assert.Equal("worker_1", NearestName.Find("worker_3", ["worker_1", "worker_2"]));
    }

    [Fact]
    public void A_short_name_is_not_near_by_being_replaced_whole() => Assert.Null(NearestName.Find("abcdefghi", ["zz", "", "q"]));

    [Fact]
    public void A_name_of_any_length_is_answered_at_once() => Assert.Null(NearestName.Find(new string('a', 1_000_000), ["aaaa"]));
}
