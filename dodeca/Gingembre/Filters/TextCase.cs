using System.Text;

namespace Gingembre.Filters;

/// <summary>Large and small letters.</summary>
internal static class TextCase
{
    /// <summary>The first letter large, all others small.</summary>
    internal static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>The first letter of each word large, all others small. A word ends at a blank or a bracket or a hyphen.</summary>
    internal static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        bool begins = true;
        foreach (char character in text)
        {
            title.Append(begins ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
            begins = char.IsWhiteSpace(character) || character is '-' or '(' or '{' or '[' or '<';
        }

        return title.ToString();
    }
}
