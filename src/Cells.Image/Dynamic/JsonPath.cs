using System.Globalization;
using System.Text;
using System.Text.Json;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Where in the JSON the transcoder is, and errors that say so.</summary>
internal sealed class JsonPath
{
    private const int MaxShown = 40;

    private readonly StringBuilder _path = new("$");

    public int Enter(string member)
    {
        int before = _path.Length;
        bool isPlain = member.Length > 0 && member.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
        _path.Append(isPlain ? "." + member : $"[{Quote(member)}]");
        return before;
    }

    public int Enter(int index)
    {
        int before = _path.Length;
        _path.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
        return before;
    }

    public void Leave(int before) => _path.Length = before;

    public JsonImageException Error(string problem) => new(_path.ToString(), problem);

    public JsonImageException Unexpected(ValueSchema type, JsonElement found) =>
        Error($"expected {Expectation.Of(type)}, found {Show(found)}");

    public static string Show(JsonElement element)
    {
        string text = element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => element.GetRawText(),
        };
        return text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
    }

    private static string Quote(string text) => "'" + text + "'";
}
