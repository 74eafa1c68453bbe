using Cells;
using Dodeca.Host;

namespace Dodeca.Markdown.FrontMatters;

/// <summary>A Markdown file in two parts.</summary>
/// <param name="Format">How the front matter is written.</param>
/// <param name="FrontMatter">The front matter without what encloses it; empty where there is none.</param>
/// <param name="Body">What stands behind it.</param>
internal sealed record SourceParts(FrontMatterFormat Format, string FrontMatter, string Body)
{
    /// <summary>Where front matter begins, if there is any: behind the line that opens it.</summary>
    internal const int FirstLine = 2;

    internal static SourceParts Of(string path, string text)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        foreach ((string fence, FrontMatterFormat format) in (ReadOnlySpan<(string, FrontMatterFormat)>)[("+++", FrontMatterFormat.Toml), ("---", FrontMatterFormat.Yaml)])
        {
            if (!text.StartsWith(fence + "\n", StringComparison.Ordinal))
                continue;
            int end = text.IndexOf($"\n{fence}\n", fence.Length, StringComparison.Ordinal);
            if (end >= 0)
                return new SourceParts(format, text[(fence.Length + 1)..Math.Max(end, fence.Length + 1)], text[(end + fence.Length + 2)..]);
            if (text.TrimEnd().EndsWith($"\n{fence}", StringComparison.Ordinal))
                return new SourceParts(format, text.TrimEnd()[(fence.Length + 1)..^fence.Length], "");
            if (format == FrontMatterFormat.Toml)
                throw new CellFaultException<SourceFault>(new SourceFault(path, 1, 1, fence.Length, $"the front matter that begins here has no end", $"end it with a line '{fence}'"));
        }

        return new SourceParts(FrontMatterFormat.None, "", text);
    }
}

/// <summary>How front matter is written.</summary>
internal enum FrontMatterFormat
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Between lines of <c>+++</c>.</summary>
    Toml,

    /// <summary>Between lines of <c>---</c>.</summary>
    Yaml,
}
