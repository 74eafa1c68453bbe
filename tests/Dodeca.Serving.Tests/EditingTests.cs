using System.Diagnostics;
using System.Globalization;
using System.Net;
using Dodeca.Serving;
using Picante;

namespace Dodeca.Serving.Tests;

/// <summary>What is served follows what is written.</summary>
public class EditingTests
{
    [Fact]
    public async Task Serving_one_route_renders_one_page()
    {
        await using ServedSite site = await ServedSite.StartAsync(static site =>
        {
            for (int i = 0; i < 100; i++)
                site.Page(string.Create(CultureInfo.InvariantCulture, $"many/page{i}.md"), $"Page {i}", "Text.");
        });
        await site.GetAsync("/many/page7/");
        Assert.Equal(["/many/page7/"], Rendered(site));
        Assert.Equal(1, Count(site, "body"));
        site.Executed.Clear();
        await site.GetAsync("/many/page7/");
        Assert.Empty(site.Executed);
    }

    [Fact]
    public async Task An_edit_makes_the_pages_that_are_asked_for_again_and_no_others()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await site.GetAsync("/one/");
        await site.GetAsync("/two/");
        site.Executed.Clear();
        site.Site.Page("one.md", "One", "Other text.");
        await site.UntilAsync("/one/", static page => page.Contains("Other text.", StringComparison.Ordinal));
        await site.GetAsync("/two/");
        Assert.Equal(["/one/"], Rendered(site));
    }

    [Fact]
    public async Task However_an_editor_saves_it_is_seen()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        string path = Path.Combine(site.Site.Folder, "content/one.md");
        await site.GetAsync("/one/");

        // A new file in the place of the old one.
        await File.WriteAllTextAsync(path + ".new", "+++\ntitle = \"One\"\n+++\nSaved by renaming.\n");
        File.Move(path + ".new", path, overwrite: true);
        await site.UntilAsync("/one/", static page => page.Contains("Saved by renaming.", StringComparison.Ordinal));

        // The old one aside first.
        File.Move(path, path + "~");
        await File.WriteAllTextAsync(path, "+++\ntitle = \"One\"\n+++\nSaved beside a backup.\n");
        File.Delete(path + "~");
        await site.UntilAsync("/one/", static page => page.Contains("Saved beside a backup.", StringComparison.Ordinal));

        // Cut short and written anew, and again at once.
        for (int i = 0; i < 3; i++)
            await File.WriteAllTextAsync(path, $"+++\ntitle = \"One\"\n+++\nSaved in place {i}.\n");
        await site.UntilAsync("/one/", static page => page.Contains("Saved in place 2.", StringComparison.Ordinal));

        // The same length, in the same moment.
        await File.WriteAllTextAsync(path, "+++\ntitle = \"One\"\n+++\nSaved in place 3.\n");
        await site.UntilAsync("/one/", static page => page.Contains("Saved in place 3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thousands_of_changes_at_once_are_one_change()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        for (int i = 0; i < 3000; i++)
            site.Site.Page(string.Create(CultureInfo.InvariantCulture, $"new{i % 7}/page{i}.md"), $"Page {i}", $"Text {i}.");
        await site.UntilAsync("/new0/page2996/", static page => page.Contains("Text 2996.", StringComparison.Ordinal));
        await site.UntilAsync("/new3/page2999/", static page => page.Contains("Text 2999.", StringComparison.Ordinal));
        Assert.InRange(site.Events.OfType<ServeEvent.Changed>().Count(), 1, 300);
        foreach (string folder in Directory.GetDirectories(Path.Combine(site.Site.Folder, "content")))
            Directory.Delete(folder, recursive: true);
        await site.UntilAsync("/new3/page2999/", static page => page.Contains("There is no such page", StringComparison.Ordinal));
        Assert.Contains("First text.", await site.GetAsync("/one/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_vanishes_leaves_what_was_served_and_one_that_comes_back_is_followed()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await site.GetAsync("/one/");
        string content = Path.Combine(site.Site.Folder, "content");
        Directory.Move(content, content + "-away");
        await UntilAsync(() => site.Events.OfType<ServeEvent.Failed>().Any(static failed => failed.Problem.Fault.Message.Contains("has gone", StringComparison.Ordinal)));
        Assert.Contains("First text.", await site.GetAsync("/one/"), StringComparison.Ordinal);
        Directory.Move(content + "-away", content);
        site.Site.Page("one.md", "One", "Back again.");
        await site.UntilAsync("/one/", static page => page.Contains("Back again.", StringComparison.Ordinal));

        // A folder that was never there.
        site.Site.Write("data/team.toml", "lead = \"Ada\"\n");
        site.Site.Write("templates/page.html", "<p>{{ data.team.lead }}</p>");
        await site.UntilAsync("/one/", static page => page.Contains("Ada", StringComparison.Ordinal));
        site.Site.Write("data/team.toml", "lead = \"Grace\"\n");
        await site.UntilAsync("/one/", static page => page.Contains("Grace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_wrong_says_so_with_its_line_and_mends_itself()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        site.Site.Write("templates/page.html", "<p>\n{{ page.titel }}</p>");
        string wrong = await site.UntilAsync("/one/", static page => page.Contains("cannot be made", StringComparison.Ordinal));
        Assert.Contains("templates/page.html:2:", wrong, StringComparison.Ordinal);
        Assert.Contains("{{ page.titel }}", wrong, StringComparison.Ordinal);
        using HttpResponseMessage response = await site.Http.GetAsync(new Uri("/one/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("Welcome", await site.GetAsync("/"), StringComparison.Ordinal);
        site.Site.Write("templates/page.html", "<p>{{ page.title }}</p>");
        await site.UntilAsync("/one/", static page => page.Contains("<p>One</p>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_is_reported_and_one_that_has_changed_is_followed()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        Assert.Contains("<title>Test</title>", await site.GetAsync("/"), StringComparison.Ordinal);
        site.Site.Write("dodeca.toml", "titel = \"Other\"\n");
        await UntilAsync(() => site.Events.OfType<ServeEvent.Failed>().Any(static failed => failed.Problem.Fault.File == "dodeca.toml"));
        Assert.Contains("<title>Test</title>", await site.GetAsync("/"), StringComparison.Ordinal);
        site.Site.Write("dodeca.toml", "title = \"Other\"\n");
        await site.UntilAsync("/", static page => page.Contains("<title>Other</title>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http", 3)]
    [InlineData("markdown", 2)]
    [InlineData("gingembre", 6)]
    [InlineData("html", 2)]
    public async Task A_cell_that_is_killed_while_somebody_browses_is_not_missed(string cell, int rounds)
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await site.GetAsync("/one/");
        for (int round = 0; round < rounds; round++)
        {
            int[] processes = await site.ProcessesAsync(cell);
            foreach (int process in processes)
                Process.GetProcessById(process).Kill();
            site.Site.Page("one.md", "One", $"Round {round}.");
            string text = string.Create(CultureInfo.InvariantCulture, $"Round {round}.");
            await site.UntilAsync("/one/", page => page.Contains(text, StringComparison.Ordinal));
            await UntilAsync(async () => (await site.ProcessesAsync(cell)) is [_, ..] next && !next.Intersect(processes).Any());
        }

        Assert.Empty(site.Server.Cells.PassThroughs);
    }

    [Fact]
    public async Task A_port_that_is_taken_gives_way_to_the_next_one()
    {
        await using ServedSite first = await ServedSite.StartAsync();
        await using ServedSite second = await ServedSite.StartAsync(options: new ServeOptions { Port = first.Port });
        Assert.InRange(second.Port, first.Port + 1, first.Port + 99);
        Assert.Contains("First text.", await second.GetAsync("/one/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_computed_is_there_when_the_site_is_served_again()
    {
        using var site = new TestSite(null);
        site.Page("one.md", "One", "First text.");
        var configuration = Configuration.ConfigurationReader.Find(site.Folder);
        int port;
        await using (SiteServer first = await SiteServer.StartAsync(configuration, new ServeOptions { Port = 0 }))
        {
            port = new Uri(first.Address).Port;
            using var http = new HttpClient { BaseAddress = new Uri(first.Address) };
            await http.GetStringAsync(new Uri("/one/", UriKind.Relative));
        }

        List<QueryExecution> executed = [];
        await using SiteServer second = await SiteServer.StartAsync(configuration, new ServeOptions { Port = port, Executed = executed.Add });
        Assert.Equal(port, new Uri(second.Address).Port);
        using var again = new HttpClient { BaseAddress = new Uri(second.Address) };
        await again.GetStringAsync(new Uri("/one/", UriKind.Relative));
        Assert.Empty(executed);
    }

    private static string[] Rendered(ServedSite site) => [.. site.Executed.Where(static execution => execution.Query == "rendered").Select(static execution => (string)execution.Key).Order(StringComparer.Ordinal)];

    private static int Count(ServedSite site, string query) => site.Executed.Count(execution => execution.Query == query);

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(ServedSite.Patience);
        while (!await isSo())
            await Task.Delay(20, patience.Token);
    }
}
