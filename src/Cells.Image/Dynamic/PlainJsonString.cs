using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cells.Images.Dynamic;

/// <summary>Writes strings with no more escapes than JSON demands; the encoders of the platform all escape characters beyond U+FFFF.</summary>
internal static class PlainJsonString
{
    public static void Write(Utf8JsonWriter json, string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
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

        json.WriteRawValue(quoted.Append('"').ToString(), skipInputValidation: true);
    }
}
