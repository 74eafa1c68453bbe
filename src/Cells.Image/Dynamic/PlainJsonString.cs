using System.Text;
using System.Text.Json;
using Cells.Images.Values;

namespace Cells.Images.Dynamic;

/// <summary>Writes strings with no more escapes than JSON demands; the encoders of the platform all escape characters beyond U+FFFF.</summary>
internal static class PlainJsonString
{
    public static void Write(Utf8JsonWriter json, string text) =>
        json.WriteRawValue(JsonString.Append(new StringBuilder(text.Length + 2), text).ToString(), skipInputValidation: true);
}
