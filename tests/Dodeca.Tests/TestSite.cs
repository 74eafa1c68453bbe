using Dodeca.Building;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Picante;

namespace Dodeca.Tests;

/// <summary>A site in a folder of its own, with templates that a small site has.</summary>
internal sealed class TestSite : IDisposable
{
    private const string Base = """
        <!DOCTYPE html>
        <html lang="en"><head><title>{% block title %}{{ config.title }}{% endblock %}</title><link rel="stylesheet" href="/style.css"></head>
        <body><nav>{% for sub in root.subsections %}<a href="{{ sub.permalink }}">{{ sub.title }}</a>{% endfor %}</nav>{% block body %}{% endblock %}</body></html>
        """;

    private readonly SiteCells? _cells;

    internal TestSite(SiteCells? cells)
    {
        _cells = cells;
        Write("dodeca.toml", "title = \"Test\"\n");
        Write("templates/base.html", Base);
        Write("templates/index.html", "{% extends 'base.html' %}{% block body %}{{ section.content | safe }}{% endblock %}");
        Write("templates/section.html", "{% extends 'base.html' %}{% block body %}<h1>{{ section.title }}</h1>{% for page in section.pages %}<p>{{ page.title }}</p>{% endfor %}{% endblock %}");
        Write("templates/page.html", "{% extends 'base.html' %}{% block title %}{{ page.title }}{% endblock %}{% block body %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock %}");
        Write("static/style.css", "body { color: #ff0000; }");
        Write("content/_index.md", "+++\ntitle = \"Home\"\n+++\nWelcome.\n");
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("dodeca-").FullName;

    internal string Output => Path.Combine(Folder, "public");

    internal List<QueryExecution> Executed { get; } = [];

    /// <summary>Told of each query that is computed.</summary>
    internal Action<QueryExecution>? OnExecuted { get; set; }

    internal void Write(string path, string text)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    internal void Page(string path, string title, string body, string more = "") => Write($"content/{path}", $"+++\ntitle = \"{title}\"\n{more}+++\n{body}\n");

    internal string Read(string path) => File.ReadAllText(Path.Combine(Output, path));

    /// <summary>All files of the output, with what stands in them.</summary>
    internal Dictionary<string, string> ReadAll(string? folder = null) => Directory.EnumerateFiles(folder ?? Output, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder ?? Output, path), static path => Convert.ToHexString(File.ReadAllBytes(path)), StringComparer.Ordinal);

    internal async Task<BuildResult> BuildAsync(BuildOptions? options = null, CancellationToken cancellation = default)
    {
        Executed.Clear();
        return await SiteBuilder.BuildAsync(
            ConfigurationReader.Find(Folder),
            (options ?? new BuildOptions()) with { SharedCells = options?.SharedCells ?? (options?.Cells.InProcess == true ? null : _cells), Executed = Note },
            cancellation);
    }

    private void Note(QueryExecution execution)
    {
        lock (Executed)
            Executed.Add(execution);
        OnExecuted?.Invoke(execution);
    }

    /// <summary>A build that must succeed, and in which no cell failed.</summary>
    internal async Task<BuildResult> BuiltAsync(BuildOptions? options = null)
    {
        BuildResult result = await BuildAsync(options);
        Assert.Empty(result.Problems.Select(static problem => problem.Fault.ToString()));
        Assert.Empty(result.PassThroughs);
        return result;
    }

    /// <summary>What becomes of a template, with a page that says nothing.</summary>
    internal async Task<string> OnePageAsync(string template)
    {
        Write("templates/page.html", template);
        Page("a.md", "A", "");
        await BuiltAsync();
        return Read("a/index.html");
    }

    /// <summary>The addresses of the pages that the last build has rendered.</summary>
    internal string[] Rendered() => [.. Executed.Where(static execution => execution.Query == "rendered").Select(static execution => (string)execution.Key).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (Directory.Exists(new SiteCache(Folder).Folder))
            Directory.Delete(new SiteCache(Folder).Folder, recursive: true);
        Directory.Delete(Folder, recursive: true);
    }
}
