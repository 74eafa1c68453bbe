using System.Diagnostics;
using Dodeca.Serving;
using Microsoft.Playwright;

namespace Dodeca.Serving.Tests;

/// <summary>What a page in the browser shows while its site is edited.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LiveReloadTests(Browser browser) : IAsyncLifetime
{
    private const string Color = "getComputedStyle(document.body).color";

    /// <summary>Where that stands in the window which is seen: what is added above it does not move it.</summary>
    private const string Seen = "document.querySelector('div[style]').getBoundingClientRect().top";

    private ServedSite _site = null!;

    public async Task InitializeAsync() => _site = await ServedSite.StartAsync(static site =>
    {
        site.Write("sass/look.scss", "$c: rgb(1, 2, 3); body { border-color: $c; border-style: solid; }");
        site.Write("data/team.toml", "lead = \"Ada\"\n");
        site.Write("static/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><circle r=\"4\"/></svg>");
        site.Write("templates/page.html", """
            {% extends 'base.html' %}{% block body %}<link rel="stylesheet" href="/look.css"><h1>{{ page.title }}</h1><p id="lead">{{ data.team.lead }}</p><img id="dot" src="/dot.svg" alt="">
            <form><input id="name"><textarea id="note"></textarea></form><details id="more"><summary>More</summary>Hidden.</details>{{ page.content | safe }}<div style="height: 4000px"></div>{% endblock %}
            """);
    });

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [BrowserFact]
    public async Task An_edit_of_each_kind_appears_without_a_reload_and_without_losing_what_the_reader_did()
    {
        await using Tab tab = await OpenAsync("/one/");
        double loaded = await tab.LoadedAtAsync();
        await tab.Page.FillAsync("#name", "typed");
        await tab.Page.FillAsync("#note", "a note");
        await tab.Page.ClickAsync("#more summary");
        await tab.Page.FocusAsync("#name");
        await tab.Page.EvaluateAsync("scrollTo(0, 777)");
        double seen = await tab.Page.EvaluateAsync<double>(Seen);

        _site.Site.Page("one.md", "One", "Edited text.\n\nA second paragraph.");
        await tab.SaysAsync("A second paragraph.");

        _site.Site.Write("templates/base.html", (await File.ReadAllTextAsync(Path.Combine(_site.Site.Folder, "templates/base.html"))).Replace("<nav>", "<p>A banner.</p><nav>", StringComparison.Ordinal));
        await tab.SaysAsync("A banner.");

        _site.Site.Write("data/team.toml", "lead = \"Grace\"\n");
        await tab.SaysAsync("Grace");

        _site.Site.Write("sass/look.scss", "$c: rgb(9, 8, 7); body { border-color: $c; border-style: solid; }");
        await tab.Page.WaitForFunctionAsync("getComputedStyle(document.body).borderTopColor === 'rgb(9, 8, 7)'");

        _site.Site.Write("static/style.css", "body { color: #00ff00; }");
        await tab.Page.WaitForFunctionAsync($"{Color} === 'rgb(0, 255, 0)'");

        string before = await tab.Page.EvaluateAsync<string>("document.querySelector('#dot').src");
        _site.Site.Write("static/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"16\"><circle r=\"8\"/></svg>");
        await tab.Page.WaitForFunctionAsync("before => document.querySelector('#dot').src !== before && document.querySelector('#dot').naturalWidth === 16", before);

        Assert.Equal(loaded, await tab.LoadedAtAsync());
        Assert.Equal("typed", await tab.Page.InputValueAsync("#name"));
        Assert.Equal("a note", await tab.Page.InputValueAsync("#note"));
        Assert.True(await tab.Page.EvaluateAsync<bool>("document.querySelector('#more').open"));
        Assert.Equal("name", await tab.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(seen, await tab.Page.EvaluateAsync<double>(Seen), tolerance: 1);
        Assert.Empty(tab.Errors);
    }

    [BrowserFact]
    public async Task Only_pages_that_show_what_has_changed_are_touched()
    {
        await using Tab one = await OpenAsync("/one/");
        await using Tab two = await OpenAsync("/two/");
        string before = await two.Page.EvaluateAsync<string>("dodeca.generation");
        _site.Executed.Clear();
        _site.Site.Page("one.md", "One", "Only here.");
        await one.SaysAsync("Only here.");
        Assert.Equal(before, await two.Page.EvaluateAsync<string>("dodeca.generation"));
        Assert.Equal(["/one/"], _site.Executed.Where(static execution => execution.Query == "rendered").Select(static execution => (string)execution.Key).Distinct());

        _site.Site.Page("two.md", "Two", "And there.");
        await two.SaysAsync("And there.");
        await one.Page.ClickAsync("h1");
        Assert.Empty(one.Errors.Concat(two.Errors));
    }

    [BrowserFact]
    public async Task A_template_that_breaks_is_shown_with_its_source_over_the_page_and_the_page_mends_itself()
    {
        await using Tab tab = await OpenAsync("/one/");
        double loaded = await tab.LoadedAtAsync();
        string good = await File.ReadAllTextAsync(Path.Combine(_site.Site.Folder, "templates/page.html"));
        _site.Site.Write("templates/page.html", good.Replace("page.title", "page.titel", StringComparison.Ordinal));
        ILocator problem = tab.Page.Locator("dodeca-panel[data-kind=problem] pre");
        await problem.WaitForAsync();
        string text = await problem.InnerTextAsync();
        Assert.Contains("templates/page.html:1:", text, StringComparison.Ordinal);
        Assert.Contains("{{ page.titel }}", text, StringComparison.Ordinal);
        Assert.Contains("title", text, StringComparison.Ordinal);
        Assert.Contains("First text.", await tab.Page.InnerTextAsync("body"), StringComparison.Ordinal);

        _site.Site.Write("templates/page.html", good.Replace("<h1>", "<h1>Mended: ", StringComparison.Ordinal));
        await tab.SaysAsync("Mended: One");
        await problem.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Equal(loaded, await tab.LoadedAtAsync());
        Assert.Empty(tab.Errors);
    }

    [BrowserFact]
    public async Task A_page_that_was_opened_while_it_was_wrong_appears_when_it_is_mended()
    {
        string good = await File.ReadAllTextAsync(Path.Combine(_site.Site.Folder, "templates/page.html"));
        _site.Site.Write("templates/page.html", "{{ page.titel }}");
        await _site.UntilAsync("/one/", static page => page.Contains("cannot be made", StringComparison.Ordinal));
        await using Tab tab = await OpenAsync("/one/");
        await tab.SaysAsync("This page cannot be made");
        _site.Site.Write("templates/page.html", good);
        await tab.SaysAsync("First text.");
    }

    [BrowserFact]
    public async Task A_page_that_did_not_exist_appears_when_it_is_written_and_a_dead_link_is_reported()
    {
        await using Tab tab = await OpenAsync("/three/");
        await tab.SaysAsync("There is no such page");
        _site.Site.Page("three.md", "Three", "Third text. [Nowhere](nowhere.md)");
        await tab.SaysAsync("Third text.");
        await tab.ConnectedAsync();
        ILocator problem = tab.Page.Locator("dodeca-panel[data-kind=problem] pre");
        await problem.WaitForAsync();
        Assert.Contains("content/three.md:4:", await problem.InnerTextAsync(), StringComparison.Ordinal);
        _site.Site.Page("three.md", "Three", "Third text. [Somewhere](one.md)");
        await tab.SaysAsync("Somewhere");
        await problem.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await tab.Page.ClickAsync("text=Somewhere");
        await tab.SaysAsync("First text.");
    }

    [BrowserFact]
    public async Task Who_writes_a_template_sees_what_it_sees()
    {
        await using Tab tab = await OpenAsync("/one/");
        await tab.Page.Keyboard.PressAsync("Control+Shift+D");
        ILocator tools = tab.Page.Locator("dodeca-panel[data-kind=tools]");
        await tools.Locator("summary", new LocatorLocatorOptions { HasText = "page" }).First.ClickAsync();
        await tools.Locator(".entry", new LocatorLocatorOptions { HasText = "title" }).First.WaitForAsync();
        await tools.Locator("input").FillAsync("page.title | upper ~ '!'");
        await tools.Locator("input").PressAsync("Enter");
        await tools.Locator("output", new LocatorLocatorOptions { HasText = "One!" }).WaitForAsync(new LocatorWaitForOptions { Timeout = 5000 });
        Assert.Equal("Ada", await tab.Page.EvaluateAsync<string>("dodeca.evalExpression('data.team.lead')"));
        string error = await tab.Page.EvaluateAsync<string>("dodeca.evalExpression('page.titel').catch(error => error.message)");
        Assert.Contains("title", error, StringComparison.Ordinal);
        Assert.Equal("lead", await tab.Page.EvaluateAsync<string>("dodeca.getScope('data', 'team').then(entries => entries[0].name)"));
        Assert.Equal("One", await tab.Page.EvaluateAsync<string>("dodeca.getScope('root', 'pages').then(entries => dodeca.getScope('root', 'pages', entries[0].name)).then(entries => entries.find(entry => entry.name === 'title').text)"));
        await tab.Page.Keyboard.PressAsync("Control+Shift+D");
        Assert.Empty(tab.Errors);
    }

    [BrowserFact]
    public async Task A_page_goes_on_after_its_server_s_cells_were_killed()
    {
        await using Tab tab = await OpenAsync("/one/");
        double loaded = await tab.LoadedAtAsync();
        foreach (string cell in (string[])["http", "html_diff", "gingembre"])
        {
            foreach (int process in await _site.ProcessesAsync(cell))
                Process.GetProcessById(process).Kill();
            _site.Site.Page("one.md", "One", $"After {cell}.");
            await tab.SaysAsync($"After {cell}.");
        }

        Assert.Equal(loaded, await tab.LoadedAtAsync());
    }

    [BrowserFact]
    public async Task Scripts_that_change_are_run()
    {
        _site.Site.Write("static/app.js", "window.version = 1;");
        _site.Site.Write("templates/page.html", "<body>{{ page.content | safe }}<script src=\"/app.js\"></script></body>");
        await using Tab tab = await OpenAsync("/one/");
        await tab.Page.WaitForFunctionAsync("window.version === 1");
        _site.Site.Write("static/app.js", "window.version = 2;");
        await tab.Page.WaitForFunctionAsync("window.version === 2");
    }

    [BrowserFact]
    public async Task Whatever_a_page_becomes_the_browser_shows_what_it_would_show_if_it_were_loaded()
    {
        _site.Site.Write("templates/page.html", "<!DOCTYPE html><html><head><title>0</title></head><body></body></html>");
        await using Tab tab = await OpenAsync("/one/");
        double loaded = await tab.LoadedAtAsync();
        var pages = new RandomPages(seed: 20_261_129);
        for (int round = 0; round < 40; round++)
        {
            string before = await tab.Page.EvaluateAsync<string>("dodeca.generation");
            string next = pages.Next();
            _site.Site.Write("templates/page.html", "{% raw %}" + next + "{% endraw %}");
            await tab.Page.WaitForFunctionAsync("before => dodeca.generation !== before", before);
            string shown = await tab.Page.EvaluateAsync<string>("document.documentElement.outerHTML");
            string loadedAnew = await tab.Page.EvaluateAsync<string>("""
                fetch(location.href).then(response => response.text()).then(text => {
                  const page = new DOMParser().parseFromString(text, 'text/html');
                  const script = page.querySelector('script[data-generation]');
                  const parent = script.parentNode;
                  script.remove();
                  parent.normalize();
                  return page.documentElement.outerHTML;
                })
                """);
            Assert.Equal(loadedAnew, shown);
        }

        Assert.Equal(loaded, await tab.LoadedAtAsync());
        Assert.Empty(tab.Errors);
    }

    private Task<Tab> OpenAsync(string path) => browser.OpenAsync(_site.Server.Address + path);
}
