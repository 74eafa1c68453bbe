using System.Globalization;
using System.Text.Json.Nodes;

namespace Cells.Toml.Tests;

/// <summary>Compares a document with the conformance suite's way of writing one: JSON in which every scalar names its type.</summary>
internal static class TaggedJson
{
    private static readonly long TicksPerDay = TimeSpan.TicksPerDay;

    /// <summary>What differs, or null if nothing does.</summary>
    public static string? Difference(string at, TomlNode actual, JsonNode? expected) => (actual, expected) switch
    {
        (TomlTable table, JsonObject json) when !IsScalar(json) => TableDifference(at, table, json),
        (TomlArray array, JsonArray json) => ArrayDifference(at, array, json),
        (_, JsonObject json) when IsScalar(json) => ScalarEquals(actual, (string)json["type"]!, (string)json["value"]!)
            ? null
            : $"{at}: {actual.KindName} is not {json.ToJsonString()}",
        _ => $"{at}: {actual.KindName} is not {expected?.ToJsonString()}",
    };

    private static bool IsScalar(JsonObject json) => json.Count == 2 && json["type"] is JsonValue && json["value"] is JsonValue;

    private static string? TableDifference(string at, TomlTable table, JsonObject json)
    {
        if (table.Count != json.Count)
        {
            return $"{at}: {table.Count} keys, expected {json.Count}";
        }
        foreach ((string key, JsonNode? value) in json)
        {
            if (!table.TryGet(key, out TomlNode? actual))
            {
                return $"{at}: '{key}' is missing";
            }
            if (Difference($"{at}/{key}", actual, value) is string difference)
            {
                return difference;
            }
        }
        return null;
    }

    private static string? ArrayDifference(string at, TomlArray array, JsonArray json) =>
        array.Count == json.Count
            ? array.Items.Zip(json, (actual, expected) => Difference($"{at}[]", actual, expected)).FirstOrDefault(d => d is not null)
            : $"{at}: {array.Count} items, expected {json.Count}";

    private static bool ScalarEquals(TomlNode actual, string type, string value) => (actual, type) switch
    {
        (TomlString text, "string") => text.Value == value,
        (TomlInteger integer, "integer") => integer.Value == long.Parse(value, CultureInfo.InvariantCulture),
        (TomlBoolean boolean, "bool") => value == (boolean.Value ? "true" : "false"),
        (TomlFloat number, "float") => BitConverter.DoubleToInt64Bits(number.Value) == BitConverter.DoubleToInt64Bits(Float(value)),
        (TomlOffsetDateTime moment, "datetime") => OffsetDateTimeEquals(moment, value),
        (TomlLocalDateTime moment, "datetime-local") => moment.Value.Ticks == Ticks(value),
        (TomlLocalDate date, "date-local") => date.Value.DayNumber * TicksPerDay == Ticks($"{value}T00:00:00"),
        (TomlLocalTime time, "time-local") => time.Value.Ticks == Ticks($"0001-01-01T{value}"),
        _ => false,
    };

    private static double Float(string value) => value switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };

    private static bool OffsetDateTimeEquals(TomlOffsetDateTime actual, string value)
    {
        bool utc = value.EndsWith('Z');
        string offset = utc ? "+00:00" : value[^6..];
        TimeSpan expected = TimeSpan.Parse(offset[1..], CultureInfo.InvariantCulture);
        return actual.Value.Ticks == Ticks(utc ? value[..^1] : value[..^6])
            && actual.Offset == (offset[0] == '-' ? -expected : expected);
    }

    private static long Ticks(string dateTime) =>
        DateTime.Parse(dateTime, CultureInfo.InvariantCulture, DateTimeStyles.None).Ticks;
}
