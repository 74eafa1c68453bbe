using Cells.Testing;
using {{Type}}.Contract;

namespace {{Type}}.Tests;

public sealed class {{Type}}Tests
{
    [Fact]
    public async Task Greetings_are_counted()
    {
        await using CellTestHost host = await CellTestHost.StartAsync<I{{Type}}>(new {{Type}}Service());
        var client = host.Connect<{{Type}}Client>();

        Assert.Equal(new Greeting("Hello, Ada!", 1), await client.GreetAsync(new Person("Ada")));
        Assert.Equal(2ul, (await client.GreetAsync(new Person("Alan"))).Number);
    }
}
