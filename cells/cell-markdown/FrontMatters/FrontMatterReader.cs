using Cells;
using Cells.Toml;

namespace Dodeca.Markdown.FrontMatters;

/// <summary>Reads front matter.</summary>
internal static class FrontMatterReader
{
    private static readonly string[] Known = ["title", "description", "weight", "date", "draft", "template", "slug", "aliases", "taxonomies", "extra"];

    internal static FrontMatter Read(string path, SourceParts parts)
    {
        Value all = parts.Format switch
        {
            FrontMatterFormat.Toml => DataReader.ReadToml(path, parts.FrontMatter, SourceParts.FirstLine),
            FrontMatterFormat.Yaml => DataReader.ReadYaml(path, parts.FrontMatter, SourceParts.FirstLine),
            _ => Value.Object(),
        };
        var source = new Source(path, parts.FrontMatter);
        if (all.Case != ValueCase.Object)
            throw source.Fault("", "the front matter is no table of names and values");
        foreach ((string key, _) in all.Members)
        {
            if (!Known.Contains(key))
                throw source.Fault(key, $"unknown field '{key}' in the front matter", NearestName.Find(key, Known) is { } nearest ? $"did you mean '{nearest}'?" : "fields of your own go into [extra]");
        }

        return new FrontMatter(
            source.Text(all, "title") ?? "",
            source.Text(all, "description"),
            source.Number(all, "weight"),
            source.Text(all, "date"),
            source.Flag(all, "draft"),
            source.Text(all, "template"),
            source.Text(all, "slug"),
            source.Texts(all, "aliases"),
            source.Taxonomies(all),
            all.TryGet("extra", out Value extra) && !extra.IsNull ? extra : Value.Object());
    }

    /// <summary>Front matter that is asked for what it may have.</summary>
    private sealed class Source(string path, string text)
    {
        internal string? Text(Value all, string key) => Ask(all, key) switch
        {
            null => null,
            { Case: ValueCase.String } value => value.AsString,
            _ => throw Fault(key, $"'{key}' is a text"),
        };

        internal int Number(Value all, string key) => Ask(all, key) switch
        {
            null => 0,
            { Case: ValueCase.Integer } value when value.AsInteger is >= int.MinValue and <= int.MaxValue => (int)value.AsInteger,
            _ => throw Fault(key, $"'{key}' is a whole number"),
        };

        internal bool Flag(Value all, string key) => Ask(all, key) switch
        {
            null => false,
            { Case: ValueCase.Boolean } value => value.AsBoolean,
            _ => throw Fault(key, $"'{key}' is true or false"),
        };

        internal List<string> Texts(Value all, string key)
        {
            if (Ask(all, key) is not { } value)
                return [];
            if (value.Case != ValueCase.Array)
                throw Fault(key, $"'{key}' is a list of texts");
            List<string> texts = [];
            foreach (Value item in value.Items)
                texts.Add(item.Case == ValueCase.String ? item.AsString : throw Fault(key, $"'{key}' is a list of texts"));
            return texts;
        }

        internal Dictionary<string, List<string>> Taxonomies(Value all)
        {
            Dictionary<string, List<string>> taxonomies = new(StringComparer.Ordinal);
            if (Ask(all, "taxonomies") is not { } value)
                return taxonomies;
            if (value.Case != ValueCase.Object)
                throw Fault("taxonomies", "'taxonomies' is a table of lists");
            foreach ((string name, _) in value.Members)
                taxonomies.Add(name, Texts(value, name));
            return taxonomies;
        }

        /// <summary>What is wrong with a field, with the line that it stands in.</summary>
        internal CellFaultException<Host.SourceFault> Fault(string key, string message, string? help = null)
        {
            string[] lines = text.Split('\n');
            int line = key.Length == 0 ? -1 : Array.FindIndex(lines, line => line.TrimStart(' ', '"', '[').StartsWith(key, StringComparison.Ordinal));
            return line < 0
                ? DataReader.Fault(path, 1, 1, 3, message, help)
                : DataReader.Fault(path, line + SourceParts.FirstLine, lines[line].IndexOf(key, StringComparison.Ordinal) + 1, key.Length, message, help);
        }

        private static Value? Ask(Value all, string key) => all.TryGet(key, out Value value) && !value.IsNull ? (Value?)value : null;
    }
}
