using System.Collections.Immutable;
using Cells.Toml;

namespace Cells.Nucleus.Genomes.Reading;

/// <summary>
/// A table of a genome that is asked for the keys it may have. It remembers them, so that
/// <see cref="RefuseOthers"/> knows which keys are none of them.
/// </summary>
internal sealed class Section(string path, string? title, TomlTable? table)
{
    // As long as a path may be on Linux; nothing else in a genome is longer.
    private const int TextLengthMax = 4096;

    private readonly List<string> _known = [];

    public bool Exists => table is not null;

    private string Here => title is null ? "" : $" in [{title}]";

    public IEnumerable<TomlEntry> Entries => table?.Entries ?? [];

    public Section Child(string key)
    {
        TomlNode? child = Ask(key);
        string name = title is null ? key : $"{title}.{key}";
        return child is null or TomlTable
            ? new(path, name, child as TomlTable)
            : throw Error(child, $"expected the section [{name}], found {child.KindName} with that name");
    }

    public GenomeText? Text(string key) => Ask(key) is { } node ? TextOf(key, node) : null;

    public GenomeText TextOf(string key, TomlNode node, string expected = "a string")
    {
        if (node is not TomlString text)
        {
            throw WrongType(key, expected, node);
        }
        if (text.Value.Length == 0 || text.Value.Any(char.IsControl))
        {
            throw Error(node, $"'{key}'{Here}: expected {expected} that is not empty and has no control characters");
        }
        return text.Value.Length <= TextLengthMax
            ? new(text.Value, At(node.Position))
            : throw Error(node, $"'{key}'{Here} has more than {TextLengthMax} characters ({nameof(TextLengthMax)})");
    }

    public ImmutableArray<GenomeText> Texts(string key)
    {
        return Ask(key) switch
        {
            null => [],
            TomlArray array => [.. array.Items.Select(item => TextOf(key, item, "an array of strings"))],
            { } other => throw WrongType(key, "an array of strings", other),
        };
    }

    public bool Flag(string key, bool otherwise) => Ask(key) switch
    {
        null => otherwise,
        TomlBoolean flag => flag.Value,
        { } other => throw WrongType(key, "a boolean", other),
    };

    public int Number(string key, int otherwise, int min, int max) => Ask(key) switch
    {
        null => otherwise,
        TomlInteger number when number.Value >= min && number.Value <= max => (int)number.Value,
        TomlInteger number => throw Error(number, $"'{key}'{Here} is {number.Value}: expected {min} to {max}"),
        { } other => throw WrongType(key, "an integer", other),
    };

    public int? OptionalNumber(string key, int min, int max) => Number(key, otherwise: min - 1, min, max) is var number && number < min ? null : number;

    public double? Real(string key, double min, double max) => Ask(key) switch
    {
        null => null,
        TomlFloat number => InRange(key, number, number.Value, min, max),
        TomlInteger number => InRange(key, number, number.Value, min, max),
        { } other => throw WrongType(key, "a number", other),
    };

    private double InRange(string key, TomlNode node, double value, double min, double max) => value >= min && value <= max
        ? value
        : throw Error(node, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{key}'{Here} is {value}: expected {min} to {max}"));

    /// <summary>Reads a string in a form of its own; <paramref name="parse"/> says what is wrong by a <see cref="FormatException"/>.</summary>
    public T? Formatted<T>(string key, string expected, Func<string, T> parse)
        where T : struct
    {
        if (Ask(key) is not { } node)
        {
            return null;
        }
        GenomeText text = TextOf(key, node, expected);
        try
        {
            return parse(text.Value);
        }
        catch (FormatException malformed)
        {
            throw new GenomeException(text.Location, $"'{key}'{Here}: {malformed.Message}", malformed);
        }
    }

    /// <summary>Reads one of a few words.</summary>
    public T Choice<T>(string key, T otherwise, params ReadOnlySpan<(string Word, T Meaning)> choices)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }
        List<string> words = [];
        foreach ((string word, T meaning) in choices)
        {
            if (word == text.Value)
            {
                return meaning;
            }
            words.Add(word);
        }
        string allowed = $"{string.Join(", ", words[..^1].Select(word => $"'{word}'"))} or '{words[^1]}'";
        throw new GenomeException(
            text.Location,
            $"'{key}'{Here}: expected {allowed}, found '{Suggestion.Shorten(text.Value)}'{Suggestion.For(text.Value, words)}");
    }

    public void RefuseOthers()
    {
        foreach (TomlEntry entry in Entries)
        {
            if (!_known.Contains(entry.Key, StringComparer.Ordinal))
            {
                throw new GenomeException(At(entry.KeyPosition), Unknown(entry));
            }
        }
    }

    public GenomeLocation At(TomlPosition position) => new(path, position.Line, position.Column);

    private string Unknown(TomlEntry entry)
    {
        string suggestion = Suggestion.For(entry.Key, _known);
        string shown = Suggestion.Shorten(entry.Key);
        return title switch
        {
            null when entry.Value is TomlTable or TomlArray => $"unknown section '{shown}'{suggestion}",
            null => $"the key '{shown}' stands in no section; expected a header such as [genome] above it",
            _ when suggestion.Length > 0 => $"unknown key '{shown}'{Here}{suggestion}",
            _ => $"unknown key '{shown}'{Here}; known are {string.Join(", ", _known)}",
        };
    }

    private TomlNode? Ask(string key)
    {
        _known.Add(key);
        return table is not null && table.TryGet(key, out TomlNode? value) ? value : null;
    }

    private GenomeException WrongType(string key, string expected, TomlNode found) =>
        Error(found, $"'{key}'{Here}: expected {expected}, found {found.KindName}");

    private GenomeException Error(TomlNode node, string reason) => new(At(node.Position), reason);
}
