using System.Text.RegularExpressions;
using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary><c>urlize</c>: makes links of the addresses that stand in a text.</summary>
internal static partial class LinkFilter
{
    private const string Mail = "mailto:";

    /// <summary>What stands around an address and is no part of it, as it is once it is escaped.</summary>
    private static readonly (string Open, string Close)[] Brackets = [("(", ")"), ("&lt;", "&gt;")];

    internal static void AddTo(FilterTable table) => table.Add("urlize", Apply);

    private static Value Apply(Value value, CallArguments arguments, CallScope scope)
    {
        long shown = arguments.Take("trim_url_limit") is { Kind: not ValueKind.None } limit ? Conversion.ToInteger(limit, "'trim_url_limit' of urlize") : long.MaxValue;
        bool noFollow = arguments.TakeBoolean("nofollow", false);
        string target = TakeText(arguments, "target");
        SortedSet<string> relations = new(StringComparer.Ordinal) { "noopener" };
        relations.UnionWith(TakeText(arguments, "rel").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (noFollow)
            relations.Add("nofollow");
        string[] schemes = arguments.Take("extra_schemes") is { Kind: not ValueKind.None } given ? [.. Conversion.ToItems(given, "'extra_schemes' of urlize").Select(ValueText.Print)] : [];
        arguments.End();

        string attributes = $" rel=\"{HtmlText.Escape(string.Join(' ', relations))}\"" + (target.Length > 0 ? $" target=\"{HtmlText.Escape(target)}\"" : "");
        string text = StringFilters.Escape(value).AsString;
        return Value.Safe(Word().Replace(text, word => Linked(word.Value, schemes, attributes, (int)Math.Clamp(shown, 0, int.MaxValue))));
    }

    private static string TakeText(CallArguments arguments, string name) => arguments.Take(name) is { Kind: not ValueKind.None } value ? ValueText.Print(value) : "";

    private static string Linked(string word, string[] schemes, string attributes, int shown)
    {
        (int start, int end) = Bounds(word);
        string address = word[start..end];
        string text = address.Length > shown ? address[..shown] + "..." : address;
        string? link = null;
        if (Web().IsMatch(address))
            link = $"<a href=\"{(address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal) ? "" : "https://")}{address}\"{attributes}>{text}</a>";
        else if (address.StartsWith(Mail, StringComparison.Ordinal) && MailAddress().IsMatch(address[Mail.Length..]))
            link = $"<a href=\"{address}\">{address[Mail.Length..]}</a>";
        else if (!address.StartsWith("www.", StringComparison.Ordinal) && !address.Contains(':', StringComparison.Ordinal) && MailAddress().IsMatch(address))
            link = $"<a href=\"{Mail}{address}\">{address}</a>";
        else if (Array.Exists(schemes, scheme => address.Length > scheme.Length && address.StartsWith(scheme, StringComparison.Ordinal)))
            link = $"<a href=\"{address}\"{attributes}>{address}</a>";
        return link is null ? word : word[..start] + link + word[end..];
    }

    /// <summary>Where the address is in a word: without the brackets around it and the punctuation behind it.</summary>
    private static (int Start, int End) Bounds(string word)
    {
        int start = Before().Match(word).Length;
        int end = word.Length - Behind().Match(word, start).Length;

        // A bracket that was opened within the address is closed within it too.
        foreach ((string open, string close) in Brackets)
        {
            int missing = Count(word[start..end], open) - Count(word[start..end], close);
            for (int at; missing > 0 && (at = word.IndexOf(close, end, StringComparison.Ordinal)) >= 0; missing--)
                end = at + close.Length;
        }

        return (start, end);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"\S+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(\(|<|&lt;)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(\)|>|\.|,|&gt;)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Behind();

    /// <summary>With a scheme or <c>www.</c>, or a name that ends as the oldest ones do.</summary>
    [GeneratedRegex(
        @"^((https?://|www\.)([\w%-]+\.)*([a-z]{2,63}|xn--[\w%]{2,59})|([\w%-]{2,63}\.)+(com|net|int|edu|gov|org|info|mil)|https?://([0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-f:]{2,45}\]))(:[0-9]{1,5})?([/?#]\S*)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Web();

    [GeneratedRegex(@"^\S+@\w[\w.-]*\.\w+$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MailAddress();
}
