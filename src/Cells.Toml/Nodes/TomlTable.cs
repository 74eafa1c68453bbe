using System.Diagnostics.CodeAnalysis;

namespace Cells.Toml;

/// <summary>A table: keys, each with a value, in the order of the document.</summary>
public sealed class TomlTable : TomlNode
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, TomlEntry> _byKey = new(StringComparer.Ordinal);

    internal TomlTable(TomlPosition position, int depth, TableOrigin origin)
        : base(position)
    {
        Depth = depth;
        Origin = origin;
    }

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.Table;

    /// <summary>The keys with their values, in the order of the document.</summary>
    public IReadOnlyList<TomlEntry> Entries => _entries;

    /// <summary>How many keys the table has.</summary>
    public int Count => _entries.Count;

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">The table does not have the key.</exception>
    public TomlNode this[string key] => _byKey[key].Value;

    /// <summary>How many tables and arrays this one stands in.</summary>
    internal int Depth { get; }

    internal TableOrigin Origin { get; private set; }

    /// <summary>The value of a key, if the table has it.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TomlNode? value)
    {
        value = _byKey.GetValueOrDefault(key)?.Value;
        return value is not null;
    }

    /// <summary>A key with its place and its value, if the table has it.</summary>
    public bool TryGetEntry(string key, [NotNullWhen(true)] out TomlEntry? entry) => _byKey.TryGetValue(key, out entry);

    internal void Add(TomlEntry entry)
    {
        _byKey.Add(entry.Key, entry);
        _entries.Add(entry);
    }

    /// <summary>Turns a table that headers below it only implied into a defined one.</summary>
    internal void Define(TableOrigin origin, TomlPosition position)
    {
        Origin = origin;
        Position = position;
    }
}
