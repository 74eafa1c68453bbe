namespace Dodeca.Tests;

/// <summary>What a build changes in pages: where URLs stand, and what is added. How pages are made small is <see cref="MinifyTests"/>'.</summary>
[Collection(CellCollection.Name)]
public sealed class HtmlTests(SharedCells shared) : IDisposable
{
    private readonly TestSite _site = new(shared.Cells);

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("<a href='@/_index.md'>x</a>", "<a href=\"/\">x</a>")]
    [InlineData("<a href=@/_index.md>x</a>", "<a href=\"/\">x</a>")]
    [InlineData("<A\n  CLASS=b  HREF = \"@/_index.md\" download>x</A>", "<a CLASS=\"b\" HREF=\"/\" download>x</a>")]
    [InlineData("<a title='a > b' href='@/_index.md'>x</a>", "<a title=\"a > b\" href=\"/\">x</a>")]
    [InlineData("<img alt src=/style.css>", "<img alt src=\"STYLE\">")]
    [InlineData("<img srcset='/style.css 1x, /style.css?a=1&amp;b=2 2x'>", "<img srcset=\"STYLE 1x, STYLE?a=1&amp;b=2 2x\">")]
    [InlineData("<video src='/style.css' poster='/style.css'></video>", "<video src=\"STYLE\" poster=\"STYLE\"></video>")]
    [InlineData("<svg><a href='@/_index.md'><image href='/style.css'/></a></svg>", "<svg><a href=\"/\"><image href=\"STYLE\"/></a></svg>")]
    [InlineData("<meta content='/style.css' property='og:image'>", "<meta content=\"STYLE\" property=\"og:image\">")]
    [InlineData("<a href='https://example.org/?a&b'>x</a>", "<a href=\"https://example.org/?a&b\">x</a>")]
    public async Task A_URL_is_found_however_it_is_written(string written, string expected) =>
        Assert.Contains(expected.Replace("STYLE", await StyleAsync(), StringComparison.Ordinal), await _site.OnePageAsync($"<html><head></head><body>{written}</body></html>"), StringComparison.Ordinal);

    [Theory]
    [InlineData("<p title=\"<a href='@/none.md'>\">x</p>")]
    [InlineData("<script>s = \"<a href='@/none.md'>\";</script>")]
    [InlineData("<textarea><a href='@/none.md'></textarea>")]
    [InlineData("<svg><![CDATA[<a href='@/none.md'>]]></svg>")]
    [InlineData("<template><a href='{{ \"{{\" }}url}}'>x</a></template>")]
    public async Task What_only_looks_like_a_link_is_none(string written)
    {
        string page = await _site.OnePageAsync($"<html><head></head><body><!-- <a href='@/none.md'> -->{written}</body></html>");
        Assert.Contains(written.StartsWith("<template", StringComparison.Ordinal) ? "{{url}}" : "@/none.md", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><head><title>x</title>THEME</head><body>BODY</body></html>")]
    [InlineData("<html><head><title>x</title>THEME<body>BODY</body></html>")]
    [InlineData("<!DOCTYPE html><title>x</title><style>p{color:red}</style>THEME<h1>x</h1>BODY")]
    [InlineData("<title>x</title>THEME text BODY")]
    [InlineData("<html><head><noscript><img src=\"https://example.org/seen\">none</noscript>THEME</head><body>BODY</body></html>")]
    [InlineData("<html><head><script>\"</head>\"</script>THEME</head><body>BODY</body></html>")]
    public async Task What_a_page_needs_is_added_to_its_head_written_or_not(string expected)
    {
        _site.Write("templates/page.html", expected.Replace("THEME", "", StringComparison.Ordinal).Replace("BODY", "{{ page.content | safe }}", StringComparison.Ordinal));
        _site.Page("a.md", "A", "```go\nx := 1\n```");
        await _site.BuiltAsync();
        string page = _site.Read("a/index.html");
        string before = expected[..expected.IndexOf("THEME", StringComparison.Ordinal)];
        Assert.StartsWith($"{before}<link rel=\"stylesheet\" href=\"/dodeca/code.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_to_names_and_ids_and_not_to_those_in_templates()
    {
        _site.Write("templates/page.html", "<html><body><p id='a&amp;b'></p><a name=old>x</a><template><p id=later></p></template>{{ page.content | safe }}</body></html>");
        _site.Page("a.md", "A", "[1](#a%26b) [2](#old) [3](#later)");
        Assert.Equal(["dead link: /a/ has no part 'later'"], (await _site.BuildAsync()).Problems.Select(static problem => problem.Fault.Message));
    }

    [Fact]
    public async Task Lines_that_end_as_on_Windows_move_nothing()
    {
        string page = await _site.OnePageAsync("<html>\r\n<head>\r\n</head>\r\n<body>\r\n<p>a\r\n</p>\r\n<a\r\n href='@/_index.md'\r\n>x</a>\r\n<pre>\r\nb\r\n</pre><a href='@/a.md'>y</a></body></html>");
        Assert.Contains("<a href=\"/\">x</a> <pre>", page, StringComparison.Ordinal);
        Assert.Contains("</pre><a href=\"/a/\">y</a>", page, StringComparison.Ordinal);
    }

    private async Task<string> StyleAsync()
    {
        await _site.BuiltAsync();
        return "/" + Path.GetFileName(Assert.Single(Directory.GetFiles(_site.Output, "style.*.css")));
    }
}
