using Dodeca.Building;

namespace Dodeca.Tests;

/// <summary>What a further build does.</summary>
[Collection(CellCollection.Name)]
public sealed class IncrementalTests : IDisposable
{
    private readonly TestSite _site;

    public IncrementalTests(SharedCells shared)
    {
        _site = new TestSite(shared.Cells);
        _site.Page("one/_index.md", "One", "");
        _site.Page("one/a.md", "A", "Text.");
        _site.Page("one/b.md", "B", "Text.");
        _site.Page("two/_index.md", "Two", "");
        _site.Page("two/c.md", "C", "Text.", "template = \"data.html\"\n");
        _site.Write("templates/data.html", "{{ data.words.greeting }} {{ page.title }}");
        _site.Write("data/words.toml", "greeting = \"hello\"\n");
        _site.Write("data/other.toml", "x = 1\n");
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task The_same_again_computes_nothing_and_writes_nothing()
    {
        await _site.BuiltAsync();
        BuildResult result = await _site.BuiltAsync();
        Assert.Empty(_site.Executed);
        Assert.Equal((0, 0), (result.Written, result.Removed));
    }

    [Fact]
    public async Task What_a_build_that_was_killed_had_begun_to_keep_is_removed_and_what_was_kept_before_still_counts()
    {
        await _site.BuiltAsync();
        string draft = Path.Combine(new SiteCache(_site.Folder).Folder, "queries.1.0123456789abcdef");
        File.WriteAllText(draft, "half of");
        await _site.BuiltAsync();
        Assert.Empty(_site.Executed);
        Assert.False(File.Exists(draft));
    }

    [Fact]
    public async Task What_somebody_has_removed_is_written_again_and_what_is_not_there_is_not_removed()
    {
        await _site.BuiltAsync();
        Directory.Delete(_site.Output, recursive: true);
        File.Delete(Path.Combine(_site.Folder, "content/one/b.md"));
        BuildResult result = await _site.BuiltAsync();
        Assert.Equal((result.Pages + result.Assets, 0), (result.Written, result.Removed));
    }

    [Fact]
    public async Task A_change_of_a_text_renders_its_page_alone()
    {
        await _site.BuiltAsync();
        _site.Page("one/a.md", "A", "Other text.");
        BuildResult result = await _site.BuiltAsync();
        Assert.Equal(["/one/a/"], _site.Rendered());
        Assert.Equal(1, result.Written);
        Assert.Contains("Other text.", _site.Read("one/a/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_title_renders_its_page_and_those_that_show_it()
    {
        await _site.BuiltAsync();
        _site.Page("one/a.md", "Another", "Text.");
        await _site.BuiltAsync();
        Assert.Equal(["/one/", "/one/a/"], _site.Rendered());
    }

    [Fact]
    public async Task A_change_of_a_data_file_renders_the_pages_that_look_at_it()
    {
        await _site.BuiltAsync();
        _site.Write("data/words.toml", "greeting = \"good morning\"\n");
        await _site.BuiltAsync();
        Assert.Equal(["/two/c/"], _site.Rendered());
        Assert.Contains("good morning", _site.Read("two/c/index.html"), StringComparison.Ordinal);
        _site.Write("data/other.toml", "x = 2\n");
        await _site.BuiltAsync();
        Assert.Empty(_site.Rendered());
    }

    [Fact]
    public async Task A_change_of_a_template_renders_the_pages_that_use_it()
    {
        await _site.BuiltAsync();
        _site.Write("templates/data.html", "changed {{ data.words.greeting }}");
        await _site.BuiltAsync();
        Assert.Equal(["/two/c/"], _site.Rendered());
    }

    [Fact]
    public async Task What_is_told_once_for_many_pages_concerns_each_of_them()
    {
        string[] pages = ["/two/c/", "/two/d/", "/two/e/", "/two/f/"];
        foreach (string page in pages.Skip(1))
            _site.Page($"{page.Trim('/')}.md", page, "Text.", "template = \"data.html\"\n");

        // The first is told, and the others know.
        var oneByOne = new BuildOptions { PagesAtOnce = 1 };
        await _site.BuiltAsync(oneByOne);
        _site.Write("data/words.toml", "greeting = \"good morning\"\n");
        await _site.BuiltAsync(oneByOne);
        Assert.Equal(pages, _site.Rendered());
        _site.Write("templates/data.html", "changed {{ data.words.greeting }}");
        await _site.BuiltAsync(oneByOne);
        Assert.Equal(pages, _site.Rendered());
        Assert.All(pages, page => Assert.Equal("changed good morning", _site.Read($"{page.Trim('/')}/index.html").Trim()));
    }

    [Fact]
    public async Task A_change_of_a_stylesheet_renders_no_page_and_gives_all_of_them_its_new_name()
    {
        await _site.BuiltAsync();
        _site.Write("static/style.css", "body { color: blue; }");
        BuildResult result = await _site.BuiltAsync();
        Assert.Empty(_site.Rendered());
        Assert.Equal((6, 1), (result.Written, result.Removed));
    }

    [Fact]
    public async Task A_new_page_renders_itself_and_its_section()
    {
        await _site.BuiltAsync();
        _site.Page("one/new.md", "New", "x");
        await _site.BuiltAsync();
        Assert.Equal(["/one/", "/one/new/"], _site.Rendered());
    }

    [Fact]
    public async Task A_cache_that_is_damaged_is_not_used()
    {
        await _site.BuiltAsync();
        string cache = Path.Combine(new SiteCache(_site.Folder).Folder, "queries");
        byte[] bytes = File.ReadAllBytes(cache);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(cache, bytes);
        BuildResult result = await _site.BuiltAsync();
        Assert.Equal(6, _site.Rendered().Length);
        Assert.Equal(0, result.Written);
    }

    [Fact]
    public async Task What_was_changed_in_the_output_by_others_is_written_again()
    {
        await _site.BuiltAsync();
        File.Delete(Path.Combine(_site.Output, "one/a/index.html"));
        File.WriteAllText(Path.Combine(_site.Output, "one/b/index.html"), "vandalised");
        BuildResult result = await _site.BuiltAsync();
        Assert.Equal(2, result.Written);
        Assert.Contains("Text.", _site.Read("one/b/index.html"), StringComparison.Ordinal);
    }
}
