using System.Globalization;
using System.Text;

namespace Cells.Toml.Parsing;

/// <summary>How error messages show pieces of a document that may be long or unprintable.</summary>
internal static class Wording
{
    private const int ExcerptLengthMax = 40;

    public static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (quoted.Length > ExcerptLengthMax)
            {
                quoted.Append("...");
                break;
            }
            quoted.Append(Printable(rune));
        }
        return quoted.Append('\'').ToString();
    }

    /// <summary>Names what stands at a place; <paramref name="rune"/> is null at the end of the file.</summary>
    public static string Found(Rune? rune) => rune switch
    {
        null => "the end of the file",
        { Value: '\n' } => "the end of the line",
        { Value: '\r' } => "a carriage return without a line feed",
        { Value: '\'' } => "\"'\"",
        { } visible when IsVisible(visible) => $"'{visible}'",
        { } invisible => $"the character {Code(invisible)}",
    };

    private static string Code(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    private static string Printable(Rune rune) => IsVisible(rune) ? rune.ToString() : $"<{Code(rune)}>";

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
