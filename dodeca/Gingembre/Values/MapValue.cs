using System.Diagnostics.CodeAnalysis;

namespace Gingembre;

/// <summary>Values by keys, in the order in which they were added.</summary>
public sealed class MapValue
{
    private readonly Dictionary<Value, int> _places = [];
    private readonly List<Value> _keys = [];
    private readonly List<Value> _values = [];

    /// <summary>An empty map.</summary>
    public MapValue()
    {
    }

    /// <summary>A map of these entries.</summary>
    public MapValue(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        foreach ((string key, Value value) in entries)
            Set(Value.Of(key), value);
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _keys.Count;

    /// <summary>The keys.</summary>
    public IReadOnlyList<Value> Keys => _keys;

    /// <summary>The values, in the order of their keys.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <summary>Adds an entry, or replaces its value. Only before anybody sees the map.</summary>
    public void Set(Value key, Value value)
    {
        if (_places.TryGetValue(key, out int place))
        {
            _values[place] = value;
            return;
        }

        _places.Add(key, _keys.Count);
        _keys.Add(key);
        _values.Add(value);
    }

    /// <summary>Adds an entry, or replaces its value.</summary>
    public void Set(string key, Value value) => Set(Value.Of(key), value);

    /// <summary>The value of a key.</summary>
    public bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        if (_places.TryGetValue(key, out int place))
        {
            value = _values[place];
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The value of a key.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value) => TryGet(Value.Of(key), out value);
}
