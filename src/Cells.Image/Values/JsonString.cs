using System.Globalization;
using System.Text;

namespace Cells.Images.Values;

/// <summary>Quotes strings with no more escapes than JSON demands.</summary>
internal static class JsonString
{
    public static StringBuilder Append(StringBuilder quoted, string text)
    {
        quoted.Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"');
    }
}
