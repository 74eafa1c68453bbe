using System.Text;

namespace Gingembre.Filters;

/// <summary>Texts as parts of addresses.</summary>
internal static class SlugText
{
    // Letters of Latin scripts by the plain ones that they are built on. The runtime takes letters apart only with tables that are not always there.
    private static readonly Dictionary<char, string> Plain = Table(
        ("a", "àáâãäåāăąǎ"), ("ae", "æǽ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįıǐ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"),
        ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőǒ"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"));

    /// <summary>Small letters and digits, with a hyphen for each run of anything else between them.</summary>
    internal static string Of(string text)
    {
        var slug = new StringBuilder();
        foreach (char character in text.ToLowerInvariant())
        {
            if (Plain.TryGetValue(character, out string? plain))
                slug.Append(plain);
            else if (char.IsLetterOrDigit(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-' && !IsMark(character))
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>Whether it belongs to the letter before it: an accent, or an apostrophe.</summary>
    private static bool IsMark(char character) => char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.NonSpacingMark || character is '\'' or '’';

    private static Dictionary<char, string> Table(params ReadOnlySpan<(string Plain, string Letters)> entries)
    {
        Dictionary<char, string> table = [];
        foreach ((string plain, string letters) in entries)
        {
            foreach (char letter in letters)
                table[letter] = plain;
        }

        return table;
    }
}
