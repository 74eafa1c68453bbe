using Dodeca.Building;

namespace Dodeca.Tests;

/// <summary>What a build leaves out of pages, and what not.</summary>
[Collection(CellCollection.Name)]
public sealed class MinifyTests(SharedCells shared) : IDisposable
{
    private readonly TestSite _site = new(shared.Cells);

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Code_keeps_its_lines_and_its_blanks()
    {
        _site.Page("a.md", "A", "```python\ndef f():\n    if x:\n\n        return  1\n```\n\n    plain\n      code\n");
        await _site.BuiltAsync();
        string page = _site.Read("a/index.html");
        Assert.Equal("def f():\n    if x:\n\n        return  1\n", TextOf(page, "<code class=\"language-python\">", "</code>"));
        Assert.Equal("plain\n  code\n", TextOf(page, "<code>", "</code>"));
    }

    [Fact]
    public async Task Comments_and_blanks_that_say_nothing_are_left_out()
    {
        string page = await _site.OnePageAsync(
            """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <title>A  title</title>
                <meta name=x content='say "x" &amp; y'>
              </head>
              <!-- said to nobody -->
              <body>
                <p>one
                   two <b> three</b>
                   &lt;four&gt;&nbsp;</p>
                <textarea>
              as it
              is</textarea>
                <input type="checkbox" checked disabled="">
              </body>
            </html>
            """);
        Assert.Equal(
            """<!DOCTYPE html><html lang="en"><head><title>A  title</title><meta name="x" content="say &quot;x&quot; &amp; y"></head><body><p>one two <b> three</b> &lt;four&gt;&nbsp;</p> """
            + "<textarea>\n  as it\n  is</textarea> <input type=\"checkbox\" checked disabled></body></html>",
            page);
    }

    [Fact]
    public async Task Words_beside_a_comment_stay_apart() => Assert.Equal(
        "<html><head></head><body>one two<b>three</b> four</body></html>", await _site.OnePageAsync("<html><head></head><body> <!-- a -->\n one<!-- b --> two<b>three</b><!-- c -->\nfour <!-- d --></body></html>"));

    [Fact]
    public async Task Pictures_and_HTML_within_them_mean_what_they_meant()
    {
        string page = await _site.OnePageAsync("""<html><body><svg viewBox="0 0 1 1"><title>a < b</title><path d="M0"/><foreignObject><div>x<br/></div></foreignObject><style>p>a{}</style></svg><p>after</p></body></html>""");
        Assert.Contains("""<svg viewBox="0 0 1 1"><title>a < b</title><path d="M0"/><foreignobject><div>x<br></div></foreignobject><style>p>a{}</style></svg><p>after</p>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Styles_and_scripts_in_pages_are_made_small_once_for_all_pages()
    {
        string filler = string.Concat(Enumerable.Repeat("  /* a comment that is long enough to be worth a question */\n", 4));
        _site.Write("templates/page.html", $"<html><head><style>{filler}  p {{ color: #ff0000; }}</style></head><body>{{{{ page.title }}}}<script>{filler}  const answer = 40 + 2;\n  console.log( answer );</script>"
            + $"<script type=\"application/json\">{{ \"a\":   1, \"pad\": \"{new string('x', 200)}\" }}</script></body></html>");
        _site.Page("a.md", "A", "");
        _site.Page("b.md", "B", "");
        BuildResult result = await _site.BuiltAsync();
        Assert.Empty(result.PassThroughs);
        foreach (string page in (string[])[_site.Read("a/index.html"), _site.Read("b/index.html")])
        {
            Assert.Contains("<style>p{color:red}</style>", page, StringComparison.Ordinal);
            Assert.Contains("<script>const answer=42;console.log(42);</script>", page, StringComparison.Ordinal);
            Assert.Contains("{ \"a\":   1,", page, StringComparison.Ordinal);
        }

        Assert.Equal(["inline_script", "inline_style"], _site.Executed.Select(static execution => execution.Query).Where(static query => query.StartsWith("inline", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task A_script_in_a_page_that_cannot_be_read_stays_as_it_is()
    {
        string script = $"this is {new string('x', 200)} = no script ((";
        Assert.Contains($"<script>{script}</script>", await _site.OnePageAsync($"<html><body><script>{script}</script></body></html>"), StringComparison.Ordinal);
    }

    private static string TextOf(string page, string begin, string end)
    {
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        string html = page[start..page.IndexOf(end, start, StringComparison.Ordinal)];
        return System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)));
    }
}
