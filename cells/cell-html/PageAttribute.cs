using System.Net;

namespace Dodeca.Html;

/// <summary>An attribute of a page whose value may be changed.</summary>
/// <param name="start">Where its value begins in the page, with its quotes.</param>
/// <param name="end">Where it ends.</param>
/// <param name="value">What it means.</param>
internal sealed class PageAttribute(int start, int end, string value)
{
    private readonly string _before = value;

    /// <summary>Where its value begins in the page, with its quotes.</summary>
    internal int Start { get; } = start;

    /// <summary>Where its value ends.</summary>
    internal int End { get; } = end;

    /// <summary>What it means.</summary>
    internal string Value { get; set; } = value;

    /// <summary>Whether it means something else than is written.</summary>
    internal bool IsChanged => Value != _before;

    /// <summary>What is to stand in the page, with quotes.</summary>
    public override string ToString() => $"\"{Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)}\"";

    /// <summary>What a value means that is written so.</summary>
    internal static string Meaning(ReadOnlySpan<char> written) => written.Contains('&') ? WebUtility.HtmlDecode(written.ToString()) : written.ToString();
}
