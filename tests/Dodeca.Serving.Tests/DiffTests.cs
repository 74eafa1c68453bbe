using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dodeca.Hosting;
using Dodeca.HtmlDiff;

namespace Dodeca.Serving.Tests;

/// <summary>What makes one page of another.</summary>
public sealed class DiffTests : IAsyncLifetime
{
    private readonly SiteCells _cells = new(new CellHostOptions());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cells.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_page_and_its_patches_make_the_next_page(int seed)
    {
        var pages = new RandomPages(seed);
        string old = pages.Next();
        for (int round = 0; round < 100; round++)
        {
            string next = pages.Next();
            PagePatches patches = await DiffAsync(old, next);
            Assert.False(patches.NeedsReload);
            Assert.Equal(Canonical(next), Patched(old, patches.Patches));
            old = next;
        }
    }

    [Theory]
    [InlineData("<p>a</p><p>b</p>", "<p>a</p><p>c</p>", "SetText")]
    [InlineData("<p>a</p>", "<p class=\"x\">a</p>", "SetAttribute")]
    [InlineData("<p>a</p><p>b</p>", "<p>a</p><p>new</p><p>b</p>", "Insert")]
    [InlineData("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>c</p>", "Remove")]
    [InlineData("<p>a</p><p>b</p><p>c</p><p>d</p>", "<p>b</p><p>c</p><p>d</p><p>a</p>", "Move")]
    [InlineData("<p>a</p><p>b</p><p>c</p><p>d</p>", "<p>d</p><p>a</p><p>b</p><p>c</p>", "Move")]
    [InlineData("<noscript><p>a</p></noscript>", "<noscript><p>b</p></noscript>", "Replace")]
    public async Task A_small_change_is_one_patch(string old, string next, string kind)
    {
        PagePatches patches = await DiffAsync(Page(old), Page(next));
        Assert.Equal(kind, Assert.Single(patches.Patches).GetType().Name);
    }

    [Fact]
    public async Task Nothing_that_has_not_changed_is_touched_and_scripts_are_loaded_anew()
    {
        Assert.Empty((await DiffAsync(Page("<p>a</p>"), Page("<p>a</p>"))).Patches);
        Assert.True((await DiffAsync(Page("<script>1</script>"), Page("<script>2</script>"))).NeedsReload);
        Assert.True((await DiffAsync(Page("<p>a</p>"), Page("<div><script>2</script></div>"))).NeedsReload);
        Assert.True((await DiffAsync("<!DOCTYPE html><p>a", "<p>a")).NeedsReload);
        Assert.Single((await DiffAsync(Page("<script>1</script><p>a</p>"), Page("<script>1</script><p>b</p>"))).Patches);
    }

    [Fact]
    public async Task Thousands_of_neighbours_are_compared()
    {
        string Rows(IEnumerable<int> numbers) => Page($"<ul>{string.Concat(numbers.Select(static number => $"<li>row {number}</li>"))}</ul>");
        string old = Rows(Enumerable.Range(0, 6000));
        string next = Rows(Enumerable.Range(0, 6000).Where(static number => number % 7 != 0).Concat(Enumerable.Range(10_000, 500)));
        PagePatches patches = await DiffAsync(old, next);
        Assert.Equal(Canonical(next), Patched(old, patches.Patches));
    }

    private static string Page(string body) => $"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>";

    private async Task<PagePatches> DiffAsync(string old, string next)
    {
        CellOutcome<PagePatches> outcome = await _cells.HtmlDiff.CallAsync(new CellInput("page", $"{old}\n{next}"), (client, cancellation) => client.DiffAsync(old, next, cancellation), CancellationToken.None);
        Assert.Null(outcome.Problem);
        return outcome.Or(new PagePatches([], NeedsReload: true));
    }

    private static string Canonical(string html) => new HtmlParser().ParseDocument(html).DocumentElement.OuterHtml;

    private static string Patched(string html, List<PagePatch> patches)
    {
        IHtmlDocument document = new HtmlParser().ParseDocument(html);
        foreach (PagePatch patch in patches)
            Apply(document, patch);
        return document.DocumentElement.OuterHtml;
    }

    private static void Apply(IHtmlDocument document, PagePatch patch)
    {
        switch (patch)
        {
            case PagePatch.Replace replace:
                INode replaced = At(document, replace.Path);
                replaced.Parent!.ReplaceChild(Read(document, replace.Html, replaced.Parent), replaced);
                break;
            case PagePatch.Insert insert:
                INode parent = At(document, insert.Path);
                parent.InsertBefore(Read(document, insert.Html, parent), parent.ChildNodes.ElementAtOrDefault(insert.Index));
                break;
            case PagePatch.Remove remove:
                INode gone = At(document, remove.Path);
                gone.Parent!.RemoveChild(gone);
                break;
            case PagePatch.Move move:
                INode moved = At(document, move.Path);
                INode place = moved.Parent!;
                place.RemoveChild(moved);
                place.InsertBefore(moved, place.ChildNodes.ElementAtOrDefault(move.Index));
                break;
            case PagePatch.SetText text:
                At(document, text.Path).TextContent = text.Text;
                break;
            case PagePatch.SetAttribute { Value: { } value } set:
                ((IElement)At(document, set.Path)).SetAttribute(set.Name, value);
                break;
            case PagePatch.SetAttribute unset:
                ((IElement)At(document, unset.Path)).RemoveAttribute(unset.Name);
                break;
        }
    }

    private static INode At(IHtmlDocument document, List<int> path) => path.Aggregate((INode)document.DocumentElement, static (node, step) => node.ChildNodes[step]);

    /// <summary>Markup as part of what it is put into.</summary>
    private static INode Read(IHtmlDocument document, string html, INode parent)
    {
        bool isDrawing = parent is IElement { NamespaceUri: "http://www.w3.org/2000/svg" };
        IElement template = document.CreateElement("template");
        template.InnerHtml = isDrawing ? $"<svg>{html}</svg>" : html;
        INode content = ((IHtmlTemplateElement)template).Content;
        INode read = isDrawing ? content.FirstChild!.FirstChild! : content.FirstChild!;
        read.Parent!.RemoveChild(read);
        return document.Import(read, deep: true);
    }
}
