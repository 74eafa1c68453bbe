using Cells;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Html;
using Dodeca.Markdown;
using Dodeca.Minify;
using Dodeca.Sources;
using Dodeca.Templates;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>Pages, from their templates to what is written.</summary>
internal sealed class PageQueries
{
    /// <summary>What a link or an anchor takes in memory, more or less: an object, two short strings.</summary>
    private const int BytesOfReference = 160;

    private readonly SiteQueries _site;
    private readonly ContentQueries _content;
    private readonly AssetQueries _assets;
    private readonly SiteCells _cells;

    internal PageQueries(SiteQueries site, SiteCells cells)
    {
        _site = site;
        _content = site.Content;
        _assets = site.Assets;
        _cells = cells;
        Rendered = new("rendered", RenderAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance, Size = static html => html.Length * 2 });
        Finished = new("finished", FinishAsync, ContentQueries.Kept<FinishedPage>(static page => (page.Html.Length * 2) + ((page.Links.Count + page.Ids.Count) * BytesOfReference)));
        Live = new("live", ShowAsync, ContentQueries.Kept<LivePage>(static page => page.Html.Length * 2));
        Anchors = new("anchors", async (context, route) => new PageAnchors((await context.GetAsync(Finished!, route)).Ids), ContentQueries.Kept<PageAnchors>());
        Digest = new("digest", DigestAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
        Links = new("links", CheckAsync, ContentQueries.Kept<LinkProblems>());
        Plan = new("plan", PlanAsync, ContentQueries.Kept<OutputPlan>());
    }

    /// <summary>A page as its template makes it, by its address.</summary>
    internal Query<string, string> Rendered { get; }

    /// <summary>A page as it is written.</summary>
    internal Query<string, FinishedPage> Finished { get; }

    /// <summary>A page as it is shown while it is edited: as it was written.</summary>
    internal Query<string, LivePage> Live { get; }

    /// <summary>What links into it may end with.</summary>
    internal Query<string, PageAnchors> Anchors { get; }

    /// <summary>The hash of what is written.</summary>
    internal Query<string, string> Digest { get; }

    /// <summary>What is wrong with its links.</summary>
    internal Query<string, LinkProblems> Links { get; }

    /// <summary>All that is written.</summary>
    internal Query<string, OutputPlan> Plan { get; }

    internal IEnumerable<Ingredient> All => [Rendered, Finished, Live, Anchors, Digest, Links, Plan];

    /// <summary>What names mean in the template of a page.</summary>
    internal async ValueTask<List<TemplateMember>> ScopeAsync(QueryContext context, string route)
    {
        TreeNode node = (await context.GetAsync(_content.Node, route)).Node!;
        return Scope(context, node, await BodyAsync(context, node));
    }

    private async ValueTask<string> RenderAsync(QueryContext context, string route)
    {
        TreeNode node = (await context.GetAsync(_content.Node, route)).Node!;
        RenderedMarkdown? body = await BodyAsync(context, node);
        context.Get(SiteInputs.Cell, _cells.Gingembre.Name);
        string template = node.Template ?? (route == "/" ? "index.html" : node.IsSection ? "section.html" : "page.html");
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, route);
        var request = new RenderRequest(lease.Number, _site.StateOf(context), template, Scope(context, node, body));
        CellOutcome<RenderedTemplate> rendered = await _cells.Gingembre.CallAsync(
            new CellInput(route, ContentHash.Of(body?.Html ?? "")), (client, cancellation) => client.RenderAsync(request, cancellation), context.Cancellation);
        if (!rendered.TryGet(out RenderedTemplate? page))
            return body?.Html ?? "";

        // What the cell had been told before, this page depends on too.
        foreach (string name in page.Templates)
            context.TryGet(SiteInputs.File, TemplateQueries.FileOf(name), out _);
        foreach (string path in page.Values)
            await context.GetAsync(_site.Templates.Told, path);
        return page.Text;
    }

    private async ValueTask<RenderedMarkdown?> BodyAsync(QueryContext context, TreeNode node) => node.Path.Length == 0 ? null : await context.GetAsync(_content.Body, node.Path);

    private static List<TemplateMember> Scope(QueryContext context, TreeNode node, RenderedMarkdown? body)
    {
        List<TemplateMember> scope =
        [
            new(node.IsSection ? "section" : "page", TemplateScope.Own(node, body)),
            new("current_path", new TemplateValue.Data(node.Route)),
            new("root", TemplateScope.Section("/")),
            new("data", new TemplateValue.Lazy(["data"], [])),
            new("config", new TemplateValue.Data(Value.Object(
                ("title", context.Get(SiteInputs.Setting, SettingNames.Title)),
                ("description", context.Get(SiteInputs.Setting, SettingNames.Description)),
                ("base_url", context.Get(SiteInputs.Setting, SettingNames.BaseUrl))))),
            new("build", new TemplateValue.Map([.. context.Get(SiteInputs.Setting, SettingNames.Steps).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static name => new TemplateMember(name, new TemplateValue.Function($"build.{name}")))])),
            .. TemplateFunctions.Names.Select(static name => new TemplateMember(name, new TemplateValue.Function(name))),
        ];
        if (!node.IsSection)
            scope.Add(new("section", TemplateScope.Section(node.Parent)));
        return scope;
    }

    private async ValueTask<FinishedPage> FinishAsync(QueryContext context, string route)
    {
        (CellInput input, ProcessedHtml page) = await ProcessAsync(context, route);
        context.Get(SiteInputs.Cell, _cells.Minify.Name);
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, route);
        CellOutcome<string> small = await _cells.Minify.CallAsync(input, (client, cancellation) => client.MinifyHtmlAsync(new WholePage(lease.Number, page.Html), cancellation), context.Cancellation);
        return new FinishedPage(small.Or(page.Html), page.Ids, page.Links, page.DeadLinks);
    }

    private async ValueTask<LivePage> ShowAsync(QueryContext context, string route)
    {
        (_, ProcessedHtml page) = await ProcessAsync(context, route);
        return new LivePage(ContentHash.Of(page.Html), page.Html, page.DeadLinks);
    }

    private async ValueTask<(CellInput Input, ProcessedHtml Page)> ProcessAsync(QueryContext context, string route)
    {
        string html = await context.GetAsync(Rendered, route);
        TreeNode node = (await context.GetAsync(_content.Node, route)).Node!;
        bool hasCode = node.Path.Length > 0 && (await context.GetAsync(_content.HasCode, node.Path)).Length > 0;
        context.Get(SiteInputs.Cell, _cells.Html.Name);
        List<string> head = hasCode ? [$"<link rel=\"stylesheet\" href=\"{UrlResolution.Based(context, await context.GetAsync(_assets.Url, AssetQueries.ThemeUrl))}\">"] : [];
        var input = new CellInput(route, ContentHash.Of(html));
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, route);
        CellOutcome<ProcessedHtml> processed = await _cells.Html.CallAsync(
            input, (client, cancellation) => client.ProcessAsync(new HtmlPage(lease.Number, html, head, CodeButtons: false), cancellation), context.Cancellation);
        return (input, processed.Or(new ProcessedHtml(html, [], [], [])));
    }

    private async ValueTask<string> DigestAsync(QueryContext context, string route) => ContentHash.Of((await context.GetAsync(Finished, route)).Html);

    private async ValueTask<LinkProblems> CheckAsync(QueryContext context, string route)
    {
        FinishedPage page = await context.GetAsync(Finished, route);
        List<DeadLink> dead = [.. page.DeadLinks];
        foreach (PageLink link in page.Links)
        {
            string[] parts = link.Target.Split('#', 2);
            if (parts.Length < 2 || parts[1].Length == 0 || parts[1].StartsWith(":~:", StringComparison.Ordinal))
                continue;
            string target = parts[0].Length == 0 ? route : UrlResolution.InSite(context, parts[0]);
            if ((await context.GetAsync(_content.Exists, target)).Length == 0)
                continue;
            List<string> ids = (await context.GetAsync(Anchors, target)).Ids;
            string fragment = Uri.UnescapeDataString(parts[1]);
            if (!ids.Contains(fragment) && fragment != "top")
                dead.Add(new DeadLink(link.Written, $"{target} has no part '{fragment}'{(Cells.Toml.NearestName.Find(fragment, ids) is { } nearest ? $"; did you mean '#{nearest}'?" : "")}"));
        }

        return new LinkProblems(dead);
    }

    private async ValueTask<OutputPlan> PlanAsync(QueryContext context, string key)
    {
        SiteTree tree = await context.GetAsync(_content.Tree, "");
        AssetIndex assets = await context.GetAsync(_assets.Index, "");
        Dictionary<string, string> aliases = new(StringComparer.Ordinal);
        foreach (TreeNode node in tree.Nodes.Nodes)
        {
            foreach (string alias in node.Aliases)
                aliases.TryAdd(alias.StartsWith('/') ? alias : $"/{alias}", UrlResolution.Based(context, node.Route));
        }

        // The theme is written where a page has highlighted code.
        bool hasCode = false;
        foreach (TreeNode node in tree.Nodes.Nodes.Where(static node => node.Path.Length > 0))
            hasCode |= (await context.GetAsync(_content.HasCode, node.Path)).Length > 0;
        return new OutputPlan(
            [.. tree.Nodes.Nodes.Select(static node => node.Route)],
            [.. assets.Sources.Keys.Where(url => hasCode || url != AssetQueries.ThemeUrl).Order(StringComparer.Ordinal)],
            aliases);
    }
}
