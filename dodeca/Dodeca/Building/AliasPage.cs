using System.Net;
using Dodeca.Sources;

namespace Dodeca.Building;

/// <summary>A page that leads to another one.</summary>
internal static class AliasPage
{
    internal static OutputFile Of(string alias, string route)
    {
        string target = WebUtility.HtmlEncode(route);
        string html = $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{target}</title><link rel=\"canonical\" href=\"{target}\"><meta http-equiv=\"refresh\" content=\"0; url={target}\"></head><body><a href=\"{target}\">{target}</a></body></html>";
        string path = alias.Trim('/');
        return new OutputFile(
            path.EndsWith(".html", StringComparison.Ordinal) ? path : $"{path}/index.html",
            ContentHash.Of(html),
            IsPage: true,
            (file, stop) => File.WriteAllTextAsync(file, html, stop));
    }
}
