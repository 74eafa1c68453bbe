namespace Cells.Toml;

/// <summary>An array; its items may be of different types.</summary>
public sealed class TomlArray : TomlNode
{
    private readonly List<TomlNode> _items = [];

    internal TomlArray(TomlPosition position, bool ofTables)
        : base(position) => OfTables = ofTables;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.Array;

    /// <summary>The items in their order.</summary>
    public IReadOnlyList<TomlNode> Items => _items;

    /// <summary>How many items the array has.</summary>
    public int Count => _items.Count;

    /// <summary>The item at an index.</summary>
    public TomlNode this[int index] => _items[index];

    /// <summary>Made of <c>[[headers]]</c>, so that another one may add an item.</summary>
    internal bool OfTables { get; }

    internal void Add(TomlNode item) => _items.Add(item);
}
