using Picante.Persistence;

namespace Picante.Tests;

/// <summary>What a later process need not compute again.</summary>
public class CacheTests
{
    private static readonly InputOptions<int, int> KeptInput = new() { KeyCodec = NumberCodec.Instance, ValueCodec = NumberCodec.Instance };

    private static readonly Input<int, int> Number = new("number", KeptInput);

    private static readonly Query<int, int> Half = new(
        "half",
        static (context, key) => new(context.TryGet(Number, key, out int value) ? value / 2 : -1),
        new QueryOptions<int, int> { KeyCodec = NumberCodec.Instance, ValueCodec = NumberCodec.Instance });

    private static readonly Query<int, string> Named = new(
        "named",
        static async (context, key) => $"{key} is {await context.GetAsync(Half, key)}",
        new QueryOptions<int, string> { KeyCodec = NumberCodec.Instance, ValueCodec = TextCodec.Instance });

    private static readonly Query<int, int> Valueless = new(
        "valueless",
        static async (context, key) => (await context.GetAsync(Named, key)).Length,
        new QueryOptions<int, int> { KeyCodec = NumberCodec.Instance });

    private static readonly Query<int, int> Unkept = new("unkept", static async (context, key) => (await context.GetAsync(Named, key)).Length);

    private static Ingredient[] All => [Number, Half, Named, Valueless, Unkept];

    [Fact]
    public async Task A_later_process_computes_only_what_has_changed()
    {
        byte[] cache = await SavedAsync();
        Database database = Loaded(cache);
        database.Change().Set(Number, 1, 10).Set(Number, 2, 99).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal("1 is 5", await snapshot.GetAsync(Named, 1));
        Assert.Equal("2 is 49", await snapshot.GetAsync(Named, 2));
        Assert.Equal(1, database.CountersOf(Named).Executed);
        Assert.Equal(1, database.CountersOf(Half).Executed);
        Assert.Equal(1, database.CountersOf(Named).Reused);
        Assert.Equal(2, database.CountersOf(Named).Loaded);
    }

    [Fact]
    public async Task What_comes_to_the_kept_value_ends_the_change()
    {
        Database database = Loaded(await SavedAsync());
        database.Change().Set(Number, 1, 11).Set(Number, 2, 20).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal("1 is 5", await snapshot.GetAsync(Named, 1));
        Assert.Equal(1, database.CountersOf(Half).Executed);
        Assert.Equal(0, database.CountersOf(Named).Executed);
    }

    [Fact]
    public async Task An_input_that_is_not_set_again_is_gone()
    {
        Database database = Loaded(await SavedAsync());
        database.Change().Set(Number, 1, 10).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal("2 is -1", await snapshot.GetAsync(Named, 2));
        Assert.Equal("1 is 5", await snapshot.GetAsync(Named, 1));
        Assert.Equal(1, database.CountersOf(Named).Executed);
    }

    [Fact]
    public async Task That_there_was_no_input_is_known_too()
    {
        var first = new Database(All);
        using (Snapshot before = first.Snapshot())
            Assert.Equal("3 is -1", await before.GetAsync(Named, 3));
        Database database = Loaded(Save(first));
        database.Change().Set(Number, 1, 1).Commit();
        using (Snapshot snapshot = database.Snapshot())
            Assert.Equal("3 is -1", await snapshot.GetAsync(Named, 3));
        Assert.Equal(0, database.CountersOf(Named).Executed);
        database.Change().Set(Number, 3, 4).Commit();
        using Snapshot later = database.Snapshot();
        Assert.Equal("3 is 2", await later.GetAsync(Named, 3));
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_down_is_computed_when_it_is_needed()
    {
        Database database = Loaded(await SavedAsync());
        database.Change().Set(Number, 1, 10).Set(Number, 2, 20).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal(6, await snapshot.GetAsync(Valueless, 1));
        Assert.Equal(6, await snapshot.GetAsync(Unkept, 1));
        Assert.Equal(1, database.CountersOf(Valueless).Executed);
        Assert.Equal(0, database.CountersOf(Named).Executed);
    }

    [Fact]
    public async Task A_query_of_another_version_is_computed_again_with_what_depends_on_it()
    {
        byte[] cache = await SavedAsync();
        Query<int, int> half = new("half", static (_, _) => new(1000), new QueryOptions<int, int> { KeyCodec = NumberCodec.Instance, ValueCodec = NumberCodec.Instance, Version = 2 });
        Query<int, string> named = new(
            "named",
            async (context, key) => $"{key} is {await context.GetAsync(half, key)}",
            new QueryOptions<int, string> { KeyCodec = NumberCodec.Instance, ValueCodec = TextCodec.Instance });
        var database = new Database([Number, half, named]);
        Assert.Null(database.Load(cache, "v1"));
        database.Change().Set(Number, 1, 10).Set(Number, 2, 20).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal("1 is 1000", await snapshot.GetAsync(named, 1));
    }

    [Fact]
    public async Task A_cache_that_is_damaged_anywhere_is_not_used()
    {
        byte[] cache = await SavedAsync();
        for (int i = 0; i < cache.Length; i++)
        {
            byte[] damaged = [.. cache];
            damaged[i] ^= 0x10;
            Assert.NotNull(new Database(All).Load(damaged, "v1"));
            Assert.NotNull(new Database(All).Load(cache.AsMemory(0, i), "v1"));
        }

        Assert.Equal("it is of another version, v1", new Database(All).Load(cache, "v2"));
    }

    [Fact]
    public async Task What_nobody_asks_for_is_dropped_after_a_number_of_revisions()
    {
        byte[] cache = await SavedAsync();
        for (int run = 0; run < 12; run++)
        {
            Database database = Loaded(cache, new DatabaseOptions { KeptRevisions = 5 });
            database.Change().Set(Number, 1, 10).Set(Number, 2, 20).Commit();
            using (Snapshot snapshot = database.Snapshot())
                await snapshot.GetAsync(Named, 1);
            cache = Save(database);
        }

        Database last = Loaded(cache);
        Assert.Equal(1, last.CountersOf(Named).Loaded);
    }

    private static async Task<byte[]> SavedAsync()
    {
        var database = new Database(All);
        database.Change().Set(Number, 1, 10).Set(Number, 2, 20).Commit();
        using Snapshot snapshot = database.Snapshot();
        foreach (int key in (int[])[1, 2])
        {
            await snapshot.GetAsync(Named, key);
            await snapshot.GetAsync(Valueless, key);
            await snapshot.GetAsync(Unkept, key);
        }

        return Save(database);
    }

    private static byte[] Save(Database database)
    {
        using var stream = new MemoryStream();
        database.Save(stream, "v1");
        return stream.ToArray();
    }

    private static Database Loaded(byte[] cache, DatabaseOptions? options = null)
    {
        var database = new Database(All, options);
        Assert.Null(database.Load(cache, "v1"));
        return database;
    }
}
