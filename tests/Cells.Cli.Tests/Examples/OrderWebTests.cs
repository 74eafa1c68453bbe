using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests.Examples;

/// <summary>An ASP.NET application that calls a cell: <c>examples/order-web</c>.</summary>
[Collection(CommandTests.Name)]
public sealed partial class OrderWebTests(Repository repository)
{
    [Fact]
    public async Task A_web_application_passes_orders_on_and_knows_how_its_cell_is()
    {
        await using var playground = new Playground(repository);
        playground.AddGateway("order-gateway");
        await playground.SucceedAsync("run", "order-gateway");

        // Where its readers build it: with an output of its own all that it references would be compiled again, here and at the next build.
        string example = Path.Combine(Repository.Root, "examples", "order-web");
        CommandResult built = await playground.Start("dotnet", "build", example).EndAsync();
        Assert.True(built.ExitCode == 0, built.ToString());

        RunningCommand web = playground.Start(Path.Combine(example, "bin", "Debug", "net10.0", "OrderWeb"), "--urls", "http://127.0.0.1:0", "--contentRoot", playground.Folder);
        await Playground.EventuallyAsync(() => Task.FromResult(ListeningOn().IsMatch(web.Output)), () => web.Output);
        using var http = new HttpClient { BaseAddress = new Uri(ListeningOn().Match(web.Output).Groups[1].Value), Timeout = Playground.Limit };
        HttpResponseMessage placed = await http.PostAsJsonAsync("/orders", new { Symbol = "AAPL", Quantity = 100 });
        Assert.Equal("""{"id":1}""", await placed.Content.ReadAsStringAsync());
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));

        await playground.SucceedAsync("stop", "order_gateway");
        HttpResponseMessage ill = await http.GetAsync("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (ill.StatusCode, await ill.Content.ReadAsStringAsync()));
        await playground.SucceedAsync("run", "order-gateway");
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));

        web.Interrupt();
        Assert.Equal(0, (await web.EndAsync()).ExitCode);
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningOn();
}
