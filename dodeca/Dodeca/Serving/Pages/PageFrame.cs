using System.Net;
using System.Reflection;
using System.Text;
using Dodeca.Problems;
using Dodeca.Sources;

namespace Dodeca.Serving.Pages;

/// <summary>What is added to pages while they are edited, and the pages that are shown in place of others.</summary>
internal static class PageFrame
{
    /// <summary>Where the script is that follows a page's changes.</summary>
    internal const string ScriptPath = "/_dodeca/live.js";

    /// <summary>What browsers ask for whether or not a site has it.</summary>
    internal const string IconPath = "/favicon.ico";

    /// <summary>What tells the type of <see cref="Icon"/>.</summary>
    internal const string IconName = "icon.svg";

    /// <summary>The icon of sites that have none.</summary>
    internal static string Icon { get; } = Resource(IconName);

    /// <summary>Names it.</summary>
    internal static string IconGeneration { get; } = ContentHash.Of(Icon);

    /// <summary>The script.</summary>
    internal static string Script { get; } = Resource("live.js");

    /// <summary>Names it.</summary>
    internal static string ScriptGeneration { get; } = ContentHash.Of(Script);

    private static readonly string Style = Resource("plain.css");

    /// <summary>A page with the script that follows its changes; the script takes its own element away, so that the page is as its template has made it.</summary>
    internal static string WithScript(string html, string route, string generation)
    {
        string element = $"<script src=\"{ScriptPath}?{ScriptGeneration[..12]}\" data-route=\"{WebUtility.HtmlEncode(route)}\" data-generation=\"{generation}\" defer></script>";
        int end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + element : html.Insert(end, element);
    }

    /// <summary>A page that says what is wrong.</summary>
    internal static string Failed(string route, string generation, IReadOnlyList<Problem> problems, string site) => Page(
        "This page cannot be made", $"<pre>{WebUtility.HtmlEncode(Report(problems, site))}</pre><p>It appears here as soon as that is mended.</p>", route, generation);

    /// <summary>A page that says that there is none.</summary>
    internal static string Missing(string path, string generation, string? nearest) => Page(
        "There is no such page",
        $"<p>Nothing has the address <code>{WebUtility.HtmlEncode(path)}</code>.{(nearest is null ? "" : $" Did you mean <a href=\"{WebUtility.HtmlEncode(nearest)}\">{WebUtility.HtmlEncode(nearest)}</a>?")}</p><p><a href=\"/\">The site's first page</a></p>",
        path,
        generation);

    /// <summary>Problems as text.</summary>
    internal static string Report(IReadOnlyList<Problem> problems, string site)
    {
        var text = new StringBuilder();
        foreach (Problem problem in problems)
            text.Append(ProblemText.Of(problem, site)).Append('\n');
        return text.ToString().TrimEnd();
    }

    private static string Page(string title, string body, string route, string generation) => WithScript(
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{Style}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>",
        route,
        generation);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Serving/{name}")!);
        return reader.ReadToEnd();
    }
}
