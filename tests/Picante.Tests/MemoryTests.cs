using Picante.Persistence;

namespace Picante.Tests;

/// <summary>How much is kept in memory.</summary>
public class MemoryTests
{
    private const int Size = 1000;

    private static readonly Input<int, int> Number = new("number");

    private static readonly Query<int, string> Large = new(
        "large",
        static (context, key) => new(new string((char)('a' + (context.Get(Number, key) % 2)), Size)),
        new QueryOptions<int, string> { KeyCodec = NumberCodec.Instance, ValueCodec = TextCodec.Instance, Size = static text => text.Length });

    private static readonly Query<int, int> Length = new("length", static async (context, key) => (await context.GetAsync(Large, key)).Length);

    [Fact]
    public async Task What_was_not_used_for_longest_is_forgotten_and_computed_again_when_it_is_needed()
    {
        var database = new Database([Number, Large, Length], new DatabaseOptions { MaxBytes = 10 * Size });
        InputBatch change = database.Change();
        for (int i = 0; i < 100; i++)
            change.Set(Number, i, i);
        change.Commit();
        using Snapshot snapshot = database.Snapshot();
        for (int i = 0; i < 100; i++)
        {
            await snapshot.GetAsync(Length, i);
            Assert.True(database.Bytes <= 10 * Size);
        }

        Assert.True(database.CountersOf(Large).Evicted >= 90);
        Assert.Equal(Size, (await snapshot.GetAsync(Large, 0)).Length);
        Assert.Equal(101, database.CountersOf(Large).Executed);
    }

    [Fact]
    public async Task What_was_forgotten_is_known_to_be_unchanged_all_the_same()
    {
        var database = new Database([Number, Large, Length], new DatabaseOptions { MaxBytes = 2 * Size });
        database.Change().Set(Number, 0, 0).Set(Number, 1, 0).Set(Number, 2, 0).Commit();
        using (Snapshot snapshot = database.Snapshot())
        {
            for (int i = 0; i < 3; i++)
                await snapshot.GetAsync(Length, i);
        }

        database.Change().Set(Number, 0, 2).Commit();
        using Snapshot later = database.Snapshot();
        for (int i = 0; i < 3; i++)
            await later.GetAsync(Length, i);
        Assert.Equal(3, database.CountersOf(Length).Executed);
        Assert.Equal(4, database.CountersOf(Large).Executed);
    }
}
