using Dodeca.Building;

namespace Dodeca.Tests;

/// <summary>What a build makes.</summary>
[Collection(CellCollection.Name)]
public sealed class BuildTests(SharedCells shared) : IDisposable
{
    private readonly TestSite _site = new(shared.Cells);

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Pages_are_put_into_templates_and_sections_list_them()
    {
        _site.Page("guide/_index.md", "Guide", "");
        _site.Page("guide/second.md", "Second", "Text *two*.", "weight = 2\n");
        _site.Page("guide/first.md", "First", "Text.", "weight = 1\n");
        BuildResult result = await _site.BuiltAsync();

        Assert.Equal((4, 1), (result.Pages, result.Assets));
        Assert.Contains("<title>Second</title>", _site.Read("guide/second/index.html"), StringComparison.Ordinal);
        Assert.Contains("<p>Text <em>two</em>.</p>", _site.Read("guide/second/index.html"), StringComparison.Ordinal);
        Assert.Contains("<p>First</p><p>Second</p>", _site.Read("guide/index.html"), StringComparison.Ordinal);
        Assert.Contains("<a href=\"/guide/\">Guide</a>", _site.Read("index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_to_pages_and_to_files_with_their_hashes()
    {
        _site.Write("static/images/a b.png", "no image");
        _site.Write("static/fonts/x.woff2", "no font");
        _site.Write("static/style.css", "@font-face { font-family: x; src: url('/fonts/x.woff2') } p { color: #ff0000 }");
        _site.Write("static/app.js", "const image = '/images/a b.png', style = \"/style.css\"; console.log(image, style);");
        _site.Page("a.md", "A", "[b](@/sub/b.md#part) ![i](</images/a b.png>) [same](sub/b.md) <script src=\"/app.js\"></script>");
        _site.Page("sub/b.md", "B", "## Part\n\n[a](../a.md) [up](..)");
        await _site.BuiltAsync();

        string page = _site.Read("a/index.html");
        Assert.Contains("href=\"/sub/b/#part\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sub/b/\"", page, StringComparison.Ordinal);
        Assert.Matches("src=\"/images/a b\\.[0-9a-f]{12}\\.png\"", page);
        Assert.Matches("href=\"/style\\.[0-9a-f]{12}\\.css\"", page);
        Assert.Contains("href=\"/a/\"", _site.Read("sub/b/index.html"), StringComparison.Ordinal);
        string style = File.ReadAllText(Directory.GetFiles(_site.Output, "style.*.css").Single());
        Assert.Matches("url\\(/fonts/x\\.[0-9a-f]{12}\\.woff2\\)", style);
        Assert.DoesNotContain("#ff0000", style, StringComparison.Ordinal);
        Assert.Matches("\"/style\\.[0-9a-f]{12}\\.css\"", File.ReadAllText(Directory.GetFiles(_site.Output, "app.*.js").Single()));
    }

    [Fact]
    public async Task Stylesheets_and_scripts_are_rewritten_where_they_refer_to_files_and_nowhere_else()
    {
        _site.Write("static/a.png", "no image");
        _site.Write("static/b.css", "b { color: #00f }");
        _site.Write("static/style.css", "/* url(/a.png) */ @import \"/b.css\"; p { content: \"url(/a.png)\"; background: url( '/a.png' ); mask: url(#here) }");
        _site.Write("static/app.js", "// '/a.png'\nconsole.log(/[\"'\\/a.png]/, '/a.png', 4 / 2, '/nope.png', `/a.png`);");
        await _site.BuiltAsync();
        string style = File.ReadAllText(Directory.GetFiles(_site.Output, "style.*.css").Single());
        Assert.Matches("^@import \"/b\\.[0-9a-f]{12}\\.css\";", style);
        Assert.Contains("content:\"url(/a.png)\"", style, StringComparison.Ordinal);
        Assert.Matches("url\\(/a\\.[0-9a-f]{12}\\.png\\)", style);
        Assert.Contains("url(#here)", style, StringComparison.Ordinal);
        string script = File.ReadAllText(Directory.GetFiles(_site.Output, "app.*.js").Single());
        Assert.Matches("/a\\.[0-9a-f]{12}\\.png", script);
        Assert.Contains("/[\"'\\/a.png]/", script, StringComparison.Ordinal);
        Assert.Contains("/nope.png", script, StringComparison.Ordinal);
        Assert.Contains("`/a.png`", script.Replace('"', '`'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_see_data_sections_functions_and_the_output_of_commands()
    {
        _site.Write("dodeca.toml", "title = \"Test\"\n[build_steps.greeting]\ncommand = [\"echo\", \"hello\"]\n");
        _site.Write("data/people.yaml", "- name: Ada\n  born: 1815\n- name: Alan\n  born: 1912\n");
        _site.Write("data/shop.toml", "[open]\nmonday = true\n");
        _site.Write("data/list.json", "[1, 2, 3]");
        _site.Write("templates/page.html", "{% for p in data.people %}{{ p.name }}:{{ p.born + 1 }} {% endfor %}{{ data.shop.open.monday }} {{ data.list | sum }} {{ build.greeting() }} {{ get_section(path='_index.md').title }} {{ get_url(path='a.md') }} {{ read(path='data/list.json') }} {{ page.extra.mood }} {{ page.toc[0].title }}/{{ page.toc[0].children[0].id }} {{ page.ancestors[0].title }} {{ page.word_count }}");
        _site.Page("a.md", "A", "# One\n\n## Two\n\nthree four", "[extra]\nmood = \"good\"\n");
        await _site.BuiltAsync();
        Assert.Equal("Ada:1816 Alan:1913 True 6 hello Home /a/ [1, 2, 3] good One/two Home 4", _site.Read("a/index.html"));
    }

    [Fact]
    public async Task Sass_is_compiled_with_the_parts_that_it_uses()
    {
        _site.Write("sass/main.scss", "@use 'parts/colors'; a { b { color: colors.$accent; } }");
        _site.Write("sass/parts/_colors.scss", "$accent: #123456;");
        _site.Write("templates/base.html", "<head><link rel=\"stylesheet\" href=\"/main.css\"></head>{% block body %}{% endblock %}");
        await _site.BuiltAsync();
        Assert.Equal("a b{color:#123456}", File.ReadAllText(Directory.GetFiles(_site.Output, "main.*.css").Single()));
    }

    [Fact]
    public async Task Code_is_highlighted_in_each_language_and_its_colours_are_variables()
    {
        (string Language, string Code, string Marked)[] samples =
        [
            ("csharp", "public int X;", "<span class=\"hl-k\">public</span>"), ("rust", "fn main() {}", "<span class=\"hl-k\">fn</span>"), ("typescript", "const a: string = `x`;", "<span class=\"hl-t\">string</span>"),
            ("js", "let a = 1;", "<span class=\"hl-n\">1</span>"), ("python", "def f(): # c", "<span class=\"hl-c\"># c</span>"), ("go", "func main() {}", "<span class=\"hl-f\">main</span>"),
            ("bash", "echo \"$HOME\"", "<span class=\"hl-s\">\"$HOME\"</span>"), ("json", "{\"a\": true}", "<span class=\"hl-p\">\"a\"</span>"), ("toml", "[t]\na = 1", "<span class=\"hl-g\">[t]</span>"),
            ("yaml", "a: b", "<span class=\"hl-p\">a</span>"), ("html", "<b id=\"x\">", "<span class=\"hl-p\">id</span>"), ("css", "a { color: red; }", "<span class=\"hl-p\">color</span>"),
            ("sql", "select 1", "<span class=\"hl-k\">select</span>"), ("diff", "+a\n-b", "<span class=\"hl-i\">+a</span>"),
        ];
        _site.Page("code.md", "Code", string.Join("\n\n", samples.Select(static sample => $"```{sample.Language}\n{sample.Code}\n```")));
        await _site.BuiltAsync();
        string page = _site.Read("code/index.html");
        Assert.All(samples, sample => Assert.Contains(sample.Marked, page, StringComparison.Ordinal));
        string theme = File.ReadAllText(Directory.GetFiles(Path.Combine(_site.Output, "dodeca"), "code.*.css").Single());
        Assert.Contains("prefers-color-scheme:dark", theme.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("var(--hl-keyword)", theme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_inside_the_process_make_the_same_bytes()
    {
        _site.Page("a.md", "A", "```rust\nfn x() {}\n```\n[home](@/_index.md)");
        await _site.BuiltAsync();
        Dictionary<string, string> apart = _site.ReadAll();
        Directory.Delete(_site.Output, recursive: true);
        Directory.Delete(new SiteCache(_site.Folder).Folder, recursive: true);
        BuildResult result = await _site.BuiltAsync(new BuildOptions { Cells = new() { InProcess = true } });
        Assert.Equal(apart, _site.ReadAll());
        Assert.Equal(0, result.Memory.CellProcesses);
    }

    [Fact]
    public async Task Where_the_site_is_found_goes_before_every_address_and_parts_of_pages_are_checked_all_the_same()
    {
        _site.Write("dodeca.toml", "title = \"Test\"\nbase_url = \"https://example.org/docs/\"\n");
        _site.Page("new.md", "New", "## Part\n\n```rust\nfn x() {}\n```\n", "aliases = [\"/old/\"]\n");
        _site.Page("a.md", "A", "[x](new.md#part)");
        await _site.BuiltAsync();
        Assert.Contains("href=\"/docs/dodeca/code.", _site.Read("new/index.html"), StringComparison.Ordinal);
        Assert.Contains("href=\"/docs/new/#part\"", _site.Read("a/index.html"), StringComparison.Ordinal);
        Assert.Contains("url=/docs/new/", _site.Read("old/index.html"), StringComparison.Ordinal);
        _site.Page("a.md", "A", "[x](new.md#prat)");
        Assert.Equal("dead link: /new/ has no part 'prat'", Assert.Single((await _site.BuildAsync()).Problems).Fault.Message);
    }

    [Fact]
    public async Task Aliases_lead_to_their_page()
    {
        _site.Page("new.md", "New", "x", "aliases = [\"/old/\"]\n");
        await _site.BuiltAsync();
        Assert.Contains("url=/new/", _site.Read("old/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_are_left_out_and_what_is_removed_goes_from_the_output()
    {
        _site.Page("draft.md", "Draft", "x", "draft = true\n");
        _site.Page("gone/page.md", "Gone", "x");
        await _site.BuiltAsync();
        Assert.False(Directory.Exists(Path.Combine(_site.Output, "draft")));
        Assert.True(File.Exists(Path.Combine(_site.Output, "gone/page/index.html")));
        Directory.Delete(Path.Combine(_site.Folder, "content/gone"), recursive: true);
        BuildResult result = await _site.BuiltAsync();
        Assert.Equal(2, result.Removed);
        Assert.False(Directory.Exists(Path.Combine(_site.Output, "gone")));
    }

    [Fact]
    public async Task A_folder_with_files_of_others_is_not_written_into_unless_that_is_said()
    {
        _site.Write("public/mine.txt", "mine");
        Problems.SiteException error = await Assert.ThrowsAsync<Problems.SiteException>(() => _site.BuildAsync());
        Assert.Contains("has files in it that ddc did not write", error.Message, StringComparison.Ordinal);
        await _site.BuiltAsync(new BuildOptions { Force = true });
        Assert.Equal("mine", _site.Read("mine.txt"));
    }
}
