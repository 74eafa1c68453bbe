using System.Text;
using System.Text.Json;

namespace Cells.Cli.Output;

/// <summary>What commands print for programs.</summary>
internal static class JsonText
{
    /// <summary>One value on one line.</summary>
    internal static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>A member that is a number, or null where there is none.</summary>
    internal static void WriteOrNull(this Utf8JsonWriter writer, string name, long value, bool isNull)
    {
        if (isNull)
            writer.WriteNull(name);
        else
            writer.WriteNumber(name, value);
    }

    /// <summary>A member that is a text, or null where there is none.</summary>
    internal static void WriteOrNull(this Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length == 0)
            writer.WriteNull(name);
        else
            writer.WriteString(name, text);
    }

    /// <summary>A member that is a number with one decimal, or null where there is none.</summary>
    internal static void WriteOrNull(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, Math.Round(number, 1));
        else
            writer.WriteNull(name);
    }

    /// <summary>A member that is a list of strings.</summary>
    internal static void WriteStrings(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
