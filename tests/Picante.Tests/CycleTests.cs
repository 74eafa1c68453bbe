namespace Picante.Tests;

/// <summary>Queries that depend on each other.</summary>
public class CycleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Input<string, string> Next = new("next");

    private static readonly Query<string, string> Follow = Make();

    private readonly Database _database = new([Next, Follow]);

    [Theory]
    [InlineData("a>a", "follow(a) → follow(a)")]
    [InlineData("a>b b>a", "follow(a) → follow(b) → follow(a)")]
    [InlineData("c>a a>b b>c", "follow(a) → follow(b) → follow(c) → follow(a)")]
    public async Task A_circle_is_reported_with_its_path_whoever_finds_it(string links, string path)
    {
        Link(links);
        using Snapshot snapshot = _database.Snapshot();
        foreach (string key in links.Split(' ').Select(static link => link[..1]).Append("a"))
        {
            CycleException error = await Assert.ThrowsAsync<CycleException>(async () => await snapshot.GetAsync(Follow, key));
            Assert.Equal($"these depend on each other: {path}", error.Message);
        }
    }

    [Fact]
    public async Task A_circle_is_found_when_it_is_entered_from_several_sides_at_once()
    {
        for (int round = 0; round < 200; round++)
        {
            Link($"a>b b>c c>d d>a x{round}>a");
            using Snapshot snapshot = _database.Snapshot();
            await Task.WhenAll("abcd".Select(key => Task.Run(async () =>
                await Assert.ThrowsAsync<CycleException>(async () => await snapshot.GetAsync(Follow, key.ToString()).AsTask().WaitAsync(Patience)))));
            Link("d>end");
            using Snapshot mended = _database.Snapshot();
            Assert.Equal("a b c d end", await mended.GetAsync(Follow, "a"));
        }
    }

    [Fact]
    public async Task A_link_that_turns_round_is_no_circle()
    {
        Link("a>b b>end");
        for (int round = 0; round < 50; round++)
        {
            using (Snapshot snapshot = _database.Snapshot())
                Assert.Equal("a b end", await snapshot.GetAsync(Follow, "a"));
            Link("a>end b>a");
            using (Snapshot snapshot = _database.Snapshot())
                Assert.Equal(["a end", "b a end"], await Task.WhenAll("ab".Select(key => Task.Run(async () => await snapshot.GetAsync(Follow, key.ToString())))));
            Link("a>b b>end");
        }
    }

    private static Query<string, string> Make()
    {
        Query<string, string>? follow = null;
        follow = new Query<string, string>("follow", async (context, key) =>
        {
            if (!context.TryGet(Next, key, out string? next))
                return key;
            await Task.Yield();
            return $"{key} {await context.GetAsync(follow!, next)}";
        });
        return follow;
    }

    private void Link(string links)
    {
        InputBatch change = _database.Change();
        foreach (string link in links.Split(' '))
            change.Set(Next, link[..link.IndexOf('>', StringComparison.Ordinal)], link[(link.IndexOf('>', StringComparison.Ordinal) + 1)..]);
        change.Commit();
    }
}
