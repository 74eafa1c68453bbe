using System.Globalization;
using System.Text.Json;
using Cells;
using Cells.Toml;
using Dodeca.Host;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dodeca.Markdown.FrontMatters;

/// <summary>Reads JSON, TOML and YAML. What is wrong is said with the place where it stands.</summary>
internal static class DataReader
{
    /// <param name="path">The file; its ending says what it is.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="firstLine">The line of the file that the text begins in.</param>
    internal static Value Read(string path, string text, int firstLine) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => ReadJson(path, text, firstLine),
        ".toml" => ReadToml(path, text, firstLine),
        ".yaml" or ".yml" => ReadYaml(path, text, firstLine),
        var other => throw Fault(path, 0, 0, 0, $"a data file is JSON, TOML or YAML, and not '{other}'"),
    };

    internal static Value ReadToml(string path, string text, int firstLine)
    {
        try
        {
            return OfToml(TomlDocument.Parse(text).Root);
        }
        catch (TomlException error)
        {
            throw Fault(path, error.Line + firstLine - 1, error.Column, 1, error.Reason);
        }
    }

    internal static Value ReadYaml(string path, string text, int firstLine)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? Value.Object() : OfYaml(stream.Documents[0].RootNode, 0);
        }
        catch (YamlException error)
        {
            throw Fault(path, (int)error.Start.Line + firstLine - 1, (int)error.Start.Column, 1, error.InnerException?.Message ?? error.Message);
        }
    }

    internal static CellFaultException<SourceFault> Fault(string path, int line, int column, int length, string message, string? help = null) =>
        new(new SourceFault(path, line, column, length, message.TrimEnd('.'), help));

    private static Value ReadJson(string path, string text, int firstLine)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return OfJson(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Fault(path, (int)(error.LineNumber ?? 0) + firstLine, (int)(error.BytePositionInLine ?? 0) + 1, 1, error.Message.Split(" LineNumber", 2)[0]);
        }
    }

    private static Value OfJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.Object(element.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, OfJson(member.Value)))),
        JsonValueKind.Array => Value.Array(element.EnumerateArray().Select(OfJson)),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long integer) ? (Value)integer : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Value.Null,
    };

    private static Value OfToml(TomlNode node) => node switch
    {
        TomlTable table => Value.Object(table.Entries.Select(static entry => KeyValuePair.Create(entry.Key, OfToml(entry.Value)))),
        TomlArray array => Value.Array(array.Items.Select(OfToml)),
        TomlString text => text.Value,
        TomlInteger number => number.Value,
        TomlFloat number => number.Value,
        TomlBoolean flag => flag.Value,
        TomlOffsetDateTime time => new DateTimeOffset(time.Value, time.Offset).ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        TomlLocalDateTime time => time.Value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        TomlLocalDate date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TomlLocalTime time => time.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Value.Null,
    };

    private static Value OfYaml(YamlNode node, int depth)
    {
        const int MaxDepth = 64;
        if (depth > MaxDepth)
            throw new YamlException(node.Start, node.End, $"it is nested more than {MaxDepth} deep");
        return node switch
        {
            YamlMappingNode map => Value.Object(map.Children.Select(entry => KeyValuePair.Create(entry.Key.ToString(), OfYaml(entry.Value, depth + 1)))),
            YamlSequenceNode sequence => Value.Array(sequence.Children.Select(item => OfYaml(item, depth + 1))),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => OfPlain(scalar.Value ?? ""),
            YamlScalarNode scalar => scalar.Value,
            _ => Value.Null,
        };
    }

    /// <summary>What the core schema of YAML makes of a scalar without quotes.</summary>
    private static Value OfPlain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return Value.Null;
        if (text is "true" or "True" or "TRUE")
            return true;
        if (text is "false" or "False" or "FALSE")
            return false;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            return integer;
        return char.IsAsciiDigit(text.TrimStart('-', '+', '.').FirstOrDefault()) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : text;
    }
}
