namespace Picante.Tests;

/// <summary>One value for all that equal it.</summary>
public class InternerTests
{
    [Fact]
    public void The_first_of_equal_values_stands_for_all_of_them()
    {
        var interner = new Interner<string>();
        string first = Copy("one");
        Assert.Same(first, interner.Intern(first));
        Assert.Same(first, interner.Intern(Copy("one")));
        Assert.NotSame(first, interner.Intern("two"));
        Assert.Equal(2, interner.Count);
    }

    [Fact]
    public void What_is_equal_is_said_by_the_comparer()
    {
        var interner = new Interner<string>(StringComparer.OrdinalIgnoreCase);
        string first = interner.Intern("One");
        Assert.Same(first, interner.Intern("oNE"));
    }

    [Fact]
    public void What_is_no_object_stands_for_itself_and_is_not_kept()
    {
        var interner = new Interner<int>();
        Assert.Equal(7, interner.Intern(7));
        Assert.Equal(0, interner.Count);
    }

    [Fact]
    public void What_comes_when_it_is_full_stands_for_itself()
    {
        var interner = new Interner<string>(capacity: 1);
        string first = interner.Intern("one");
        string second = Copy("two");
        Assert.Same(second, interner.Intern(second));
        Assert.NotSame(second, interner.Intern(Copy("two")));
        Assert.Same(first, interner.Intern(Copy("one")));
        Assert.Equal(1, interner.Count);
    }

    [Fact]
    public void Threads_that_bring_equal_values_at_once_get_the_same_one()
    {
        const int threads = 8;
        for (int round = 0; round < 200; round++)
        {
            var interner = new Interner<string>();
            using var start = new Barrier(threads);
            string[] got = new string[threads];
            Thread[] all = [.. Enumerable.Range(0, threads).Select(place => new Thread(() =>
            {
                string value = Copy("value");
                start.SignalAndWait();
                got[place] = interner.Intern(value);
            }))];
            foreach (Thread thread in all)
                thread.Start();
            foreach (Thread thread in all)
                thread.Join();
            Assert.All(got, value => Assert.Same(got[0], value));
            Assert.Equal(1, interner.Count);
        }
    }

    [Fact]
    public async Task A_key_stands_once_in_memory_however_many_queries_have_it()
    {
        List<object> keys = [];
        Input<string, int> number = new("number");
        Query<string, int> one = new("one", (context, key) => new(context.TryGet(number, Copy(key), out int value) ? value : 0));
        Query<string, int> two = new("two", async (context, key) => await context.GetAsync(one, Copy(key)));
        var database = new Database([number, one, two], new DatabaseOptions { Executed = execution => keys.Add(execution.Key) });
        string first = Copy("a");
        database.Change().Set(number, first, 1).Commit();
        using Snapshot snapshot = database.Snapshot();
        Assert.Equal(1, await snapshot.GetAsync(two, Copy("a")));
        Assert.Equal(2, keys.Count);
        Assert.All(keys, key => Assert.Same(first, key));
    }

    private static string Copy(string text) => new(text.AsSpan());
}
