namespace Picante.Tests;

/// <summary>What is computed, and when again.</summary>
public class QueryTests
{
    private static readonly Input<string, int> Number = new("number");

    private static readonly Query<string, int> Half = new("half", static (context, key) => new(context.Get(Number, key) / 2));

    private static readonly Query<string, int> Sum = new("sum", static async (context, keys) =>
    {
        int sum = 0;
        foreach (string key in keys.Split('+'))
            sum += await context.GetAsync(Half, key);
        return sum;
    });

    private readonly List<QueryExecution> _executed = [];
    private readonly Database _database;

    public QueryTests() => _database = new Database([Number, Half, Sum], new DatabaseOptions { Executed = _executed.Add });

    [Fact]
    public async Task A_value_is_computed_once_and_then_there()
    {
        _database.Change().Set(Number, "a", 10).Set(Number, "b", 20).Commit();
        Assert.Equal(15, await GetAsync("a+b"));
        Assert.Equal(15, await GetAsync("a+b"));
        Assert.Equal(1, _database.CountersOf(Sum).Executed);
        Assert.Equal(1, _database.CountersOf(Sum).Hits);
        Assert.Equal(2, _database.CountersOf(Half).Executed);
    }

    [Fact]
    public async Task Only_what_depends_on_a_change_is_computed_again_and_says_why()
    {
        _database.Change().Set(Number, "a", 10).Set(Number, "b", 20).Set(Number, "c", 30).Commit();
        await GetAsync("a+b");
        await GetAsync("b+c");
        _executed.Clear();
        _database.Change().Set(Number, "a", 12).Commit();

        Assert.Equal(16, await GetAsync("a+b"));
        Assert.Equal(25, await GetAsync("b+c"));
        Assert.Equal(
            [
                new QueryExecution("half", "a", ExecutionReason.DependencyChanged, "number", "a"),
                new QueryExecution("sum", "a+b", ExecutionReason.DependencyChanged, "half", "a"),
            ],
            _executed);
        Assert.Equal(1, _database.CountersOf(Sum).Reused);
    }

    [Fact]
    public async Task What_comes_to_the_same_value_ends_the_change()
    {
        _database.Change().Set(Number, "a", 10).Commit();
        await GetAsync("a");
        _executed.Clear();
        _database.Change().Set(Number, "a", 11).Commit();
        Assert.Equal(5, await GetAsync("a"));
        Assert.Equal("half", Assert.Single(_executed).Query);
    }

    [Fact]
    public async Task Setting_what_is_set_already_changes_nothing()
    {
        _database.Change().Set(Number, "a", 10).Commit();
        await GetAsync("a");
        _executed.Clear();
        _database.Change().Set(Number, "a", 10).Commit();
        await GetAsync("a");
        Assert.Empty(_executed);
    }

    [Fact]
    public async Task An_input_without_a_value_is_an_error_until_it_has_one()
    {
        MissingInputException error = await Assert.ThrowsAsync<MissingInputException>(() => GetAsync("a"));
        Assert.Equal("the input 'number' has no value for 'a'", error.Message);
        _database.Change().Set(Number, "a", 8).Commit();
        Assert.Equal(4, await GetAsync("a"));
        _database.Change().Remove(Number, "a").Commit();
        await Assert.ThrowsAsync<MissingInputException>(() => GetAsync("a"));
    }

    [Fact]
    public async Task An_error_is_kept_for_its_revision_and_tried_again_in_the_next()
    {
        int calls = 0;
        Query<string, int> fragile = new("fragile", (_, _) => ++calls == 1 ? throw new IOException("not now") : new(7));
        var database = new Database([fragile]);
        for (int i = 0; i < 3; i++)
        {
            using Snapshot snapshot = database.Snapshot();
            await Assert.ThrowsAsync<IOException>(async () => await snapshot.GetAsync(fragile, ""));
        }

        Assert.Equal(1, calls);
        database.Change().Commit();
        using Snapshot later = database.Snapshot();
        Assert.Equal(7, await later.GetAsync(fragile, ""));
        Assert.Equal(1, database.CountersOf(fragile).Failed);
    }

    [Fact]
    public async Task A_context_cannot_be_asked_after_its_query_has_ended()
    {
        QueryContext? leaked = null;
        Query<string, int> leak = new("leak", (context, _) =>
        {
            leaked = context;
            return new(1);
        });
        var database = new Database([leak, Number]);
        using Snapshot snapshot = database.Snapshot();
        await snapshot.GetAsync(leak, "");
        Assert.Contains("leak() has ended", Assert.Throws<InvalidOperationException>(() => leaked!.TryGet(Number, "a", out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_does_not_see_the_flow_of_whoever_happens_to_ask_first()
    {
        var ambient = new AsyncLocal<string>();
        Query<string, string> look = new("look", async (_, _) =>
        {
            string? before = ambient.Value;
            await Task.Yield();
            return $"{before}{ambient.Value}";
        });
        var database = new Database([look]);
        using Snapshot snapshot = database.Snapshot();
        ambient.Value = "mine";
        Assert.Equal("", await snapshot.GetAsync(look, ""));
        Assert.Equal("mine", ambient.Value);
    }

    [Fact]
    public async Task A_chain_of_a_hundred_thousand_queries_does_not_exhaust_the_stack()
    {
        Query<int, int>? chain = null;
        chain = new Query<int, int>("chain", async (context, i) => i == 0 ? 0 : 1 + await context.GetAsync(chain!, i - 1));
        var database = new Database([chain]);
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal(100_000, await snapshot.GetAsync(chain, 100_000));
    }

    [Fact]
    public async Task Whoever_is_told_of_an_execution_and_throws_keeps_nobody_waiting()
    {
        Query<int, int> plain = new("plain", static (_, key) => new(key));
        var database = new Database([plain], new DatabaseOptions { Executed = static _ => throw new IOException("cannot be told") });
        using Snapshot snapshot = database.Snapshot();
        await Assert.ThrowsAsync<IOException>(async () => await snapshot.GetAsync(plain, 1).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Two_ingredients_of_one_name_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Database([Number, new Input<int, int>("number")]));
        Assert.Throws<ArgumentException>(() => _database.Change().Set(new Input<int, int>("other"), 1, 1));
    }

    private async Task<int> GetAsync(string keys)
    {
        using Snapshot snapshot = _database.Snapshot();
        return await snapshot.GetAsync(Sum, keys);
    }
}
