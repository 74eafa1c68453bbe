namespace Dodeca.Configuration;

/// <summary>What <c>dodeca.toml</c> says.</summary>
public sealed record SiteConfiguration
{
    /// <summary>The site's folder: where the file is, or where that of its folder <c>.config</c> is.</summary>
    public required string Folder { get; init; }

    /// <summary>The file, from the site's folder; empty where there is none.</summary>
    public string File { get; init; } = "";

    /// <summary>The site's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it will be found. Default <c>/</c>.</summary>
    public string BaseUrl { get; init; } = "/";

    /// <summary>Where its pages are, from its folder; empty where that is itself. Default <c>content</c>.</summary>
    public string Content { get; init; } = "content";

    /// <summary>Where it is written to, from its folder. Default <c>public</c>.</summary>
    public string Output { get; init; } = "public";

    /// <summary>The theme of highlighted code in light surroundings.</summary>
    public string LightTheme { get; init; } = "github-light";

    /// <summary>The one for dark surroundings.</summary>
    public string DarkTheme { get; init; } = "github-dark";

    /// <summary>Files that keep their names, from <c>static</c>.</summary>
    public IReadOnlyList<string> StableAssets { get; init; } = [];

    /// <summary>Hosts whose links are not checked.</summary>
    public IReadOnlyList<string> SkipDomains { get; init; } = [];

    /// <summary>How long to wait between two questions to one host, in milliseconds. Default 1,000.</summary>
    public int LinkDelayMs { get; init; } = 1000;

    /// <summary>Commands whose output templates may use, as <c>build.NAME()</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> BuildSteps { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
