using Dodeca.Building;
using Dodeca.Problems;

namespace Dodeca.Tests;

/// <summary>What is said of a site that cannot be built.</summary>
[Collection(CellCollection.Name)]
public sealed class ProblemTests(SharedCells shared) : IDisposable
{
    private readonly TestSite _site = new(shared.Cells);

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task What_a_link_leads_to_outside_of_the_site_is_left_out_with_a_warning()
    {
        string outside = Directory.CreateTempSubdirectory("dodeca-outside-").FullName;
        File.WriteAllText(Path.Combine(outside, "secret.txt"), "secret");
        _site.Write("static/own.txt", "own");
        File.CreateSymbolicLink(Path.Combine(_site.Folder, "static/leak.txt"), Path.Combine(outside, "secret.txt"));
        File.CreateSymbolicLink(Path.Combine(_site.Folder, "static/alias.txt"), "own.txt");
        Directory.CreateSymbolicLink(Path.Combine(_site.Folder, "static/leaks"), outside);
        BuildResult result = await _site.BuildAsync();
        Directory.Delete(outside, recursive: true);
        Assert.True(result.IsSuccess);
        Assert.Equal(["static/leak.txt", "static/leaks"], result.Problems.Where(static problem => problem.IsWarning).Select(static problem => problem.Fault.File));
        Assert.Single(Directory.GetFiles(_site.Output, "alias.*.txt"));
        Assert.Empty(Directory.GetFiles(_site.Output, "leak*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_dead_link_is_shown_where_it_was_written_with_what_was_probably_meant()
    {
        _site.Page("guide.md", "Guide", "x");
        _site.Page("a.md", "A", "See [this](@/giude.md) page.");
        Assert.Equal("error: dead link: there is no page 'giude.md'\n --> content/a.md:4:12\n  |\n4 | See [this](@/giude.md) page.\n  |            ^^^^^^^^^^\n  = help: did you mean 'guide.md'?\n", Text(await OneAsync()));
    }

    [Theory]
    [InlineData("[x](@/guide.md#prat)", "dead link: /guide/ has no part 'prat'", "did you mean '#part'?")]
    [InlineData("[x](#nope)", "dead link: /a/ has no part 'nope'", null)]
    [InlineData("[x](/giude/)", "dead link: nothing has the address /giude/", "did you mean '/guide/'?")]
    [InlineData("![x](/stile.css)", "dead link: nothing has the address /stile.css", "did you mean '/style.css'?")]
    public async Task Links_that_lead_nowhere_are_errors(string link, string message, string? help)
    {
        _site.Page("guide.md", "Guide", "## Part");
        _site.Page("a.md", "A", link);
        Problem problem = await OneAsync();
        Assert.Equal((message, help, "content/a.md", 4), (problem.Fault.Message, problem.Fault.Help, problem.Fault.File, problem.Fault.Line));
    }

    [Theory]
    [InlineData("{{ page.titel }}", "page has no 'titel'", "did you mean 'title'?", 9)]
    [InlineData("{{ pgae.title }}", "'pgae' is undefined", "did you mean 'page'?", 4)]
    [InlineData("{% include 'bsae.html' %}", "there is no template 'bsae.html'", "did you mean 'base.html'?", 4)]
    [InlineData("{{ page.title | uper }}", "there is no filter 'uper'", "did you mean 'upper'?", 17)]
    [InlineData("{{ get_section(path='_idnex.md').title }}", "there is no page '_idnex.md'", "did you mean '_index.md'?", 4)]
    public async Task What_a_template_asks_for_in_vain_is_an_error(string template, string message, string help, int column)
    {
        _site.Write("templates/page.html", template);
        _site.Page("a.md", "A", "x");
        Problem problem = await OneAsync();
        Assert.Equal((message, help, "templates/page.html", 1), (problem.Fault.Message, problem.Fault.Help, problem.Fault.File, problem.Fault.Line));
        Assert.Equal(column, problem.Fault.Column);
    }

    [Fact]
    public async Task A_condition_may_ask_for_what_is_not_there()
    {
        _site.Write("templates/page.html", "{% if page.extra.author %}by{% else %}nobody{% endif %}{{ page.extra.author | default('?') }}");
        _site.Page("a.md", "A", "x");
        await _site.BuiltAsync();
        Assert.Contains("nobody?", _site.Read("a/index.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+++\ntitle = \n+++\n", "content/a.md", 2)]
    [InlineData("+++\ntitel = \"A\"\n+++\n", "content/a.md", 2)]
    [InlineData("---\ntitle: \"A\n---\n", "content/a.md", 2)]
    [InlineData("+++\ntitle = \"A\"\n", "content/a.md", 1)]
    [InlineData("+++\nweight = \"heavy\"\n+++\n", "content/a.md", 2)]
    public async Task Front_matter_that_cannot_be_read_is_an_error_with_its_line(string source, string file, int line)
    {
        _site.Write("content/a.md", source);
        Problem problem = await OneAsync();
        Assert.Equal((file, line), (problem.Fault.File, problem.Fault.Line));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_an_error_with_their_place()
    {
        File.WriteAllBytes(Path.Combine(_site.Folder, "content/a.md"), [.. "+++\ntitle = \"A\"\n+++\nab"u8, 0xFF, .. "cd"u8]);
        Problem problem = await OneAsync();
        Assert.Equal(("these bytes are not UTF-8", 4, 3), (problem.Fault.Message, problem.Fault.Line, problem.Fault.Column));
    }

    [Fact]
    public async Task Two_pages_with_one_address_are_an_error_that_names_both()
    {
        _site.Page("a.md", "A", "x");
        _site.Page("b.md", "B", "x", "slug = \"a\"\n");
        Assert.Equal("two pages have the address /a/: content/a.md and content/b.md", (await OneAsync()).Fault.Message);
    }

    [Theory]
    [InlineData("{% include 'page.html' %}", "MaxDepth")]
    [InlineData("{% extends 'page.html' %}", "extends itself")]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "MaxSteps")]
    public async Task Templates_that_never_end_are_ended(string template, string expected)
    {
        _site.Write("templates/page.html", template);
        _site.Page("a.md", "A", "x");
        Assert.Contains(expected, (await OneAsync()).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_an_error_that_quotes_the_limit()
    {
        _site.Write("content/a.md", new string('x', 20 << 20));
        Assert.Contains("MaxSourceLength", (await OneAsync()).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_the_site_stays_as_it_was()
    {
        _site.Page("a.md", "A", "fine");
        _site.Page("b.md", "B", "fine");
        await _site.BuiltAsync();
        Dictionary<string, string> before = _site.ReadAll();
        _site.Page("a.md", "A", "[x](@/nope.md)");
        _site.Page("b.md", "B", "[y](/nothing/)");
        _site.Page("c.md", "C", "new");
        BuildResult result = await _site.BuildAsync();
        Assert.False(result.IsSuccess);
        Assert.Equal(["content/a.md", "content/b.md"], result.Problems.Select(static problem => problem.Fault.File));
        Assert.Equal(before, _site.ReadAll());
    }

    [Theory]
    [InlineData("titel = \"x\"", "unknown key 'titel'", 1)]
    [InlineData("[link_check]\nskip = []", "unknown key 'skip' in [link_check]", 2)]
    [InlineData("content = 5", "'content' is a text, and not an integer", 1)]
    public async Task What_is_wrong_with_the_configuration_is_said_with_its_line(string toml, string message, int line)
    {
        _site.Write("dodeca.toml", toml);
        SiteException error = await Assert.ThrowsAsync<SiteException>(() => _site.BuildAsync());
        Assert.Equal((message, "dodeca.toml", line), (error.Fault.Message, error.Fault.File, error.Fault.Line));
    }

    [Fact]
    public async Task Stylesheets_that_are_wrong_or_import_each_other_are_errors()
    {
        _site.Write("static/style.css", "@import '/other.css';");
        _site.Write("static/other.css", "@import '/style.css';");
        Assert.StartsWith("these depend on each other: asset", (await OneAsync()).Fault.Message, StringComparison.Ordinal);
        _site.Write("static/other.css", "a { color: red }");
        _site.Write("static/style.css", "a { color: red }");
        _site.Write("sass/bad.scss", "a { color: $nope; }");
        Problem problem = await OneAsync();
        Assert.Equal(("sass/bad.scss", 1, 12, "Undefined variable"), (problem.Fault.File, problem.Fault.Line, problem.Fault.Column, problem.Fault.Message));
    }

    [Fact]
    public async Task A_build_step_that_fails_says_what_it_printed()
    {
        _site.Write("dodeca.toml", "[build_steps.bad]\ncommand = [\"sh\", \"-c\", \"echo oh no >&2; exit 3\"]\n");
        _site.Write("templates/page.html", "{{ build.bad() }}");
        _site.Page("a.md", "A", "x");
        Assert.Contains("the build step 'bad' has ended with the exit code 3: oh no", (await OneAsync()).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_goes_while_the_site_is_built_is_an_error_that_says_so()
    {
        _site.Page("a.md", "A", "x");
        _site.OnExecuted = execution =>
        {
            // Templates are read when the tree is known.
            if (execution.Query == "tree")
                File.Delete(Path.Combine(_site.Folder, "templates/page.html"));
        };
        Assert.Equal("the file was removed while the site was built", (await OneAsync()).Fault.Message);
    }

    private async Task<Problem> OneAsync()
    {
        BuildResult result = await _site.BuildAsync();
        Assert.Empty(result.PassThroughs);
        return Assert.Single(result.Problems);
    }

    private string Text(Problem problem) => ProblemText.Of(problem, _site.Folder);
}
