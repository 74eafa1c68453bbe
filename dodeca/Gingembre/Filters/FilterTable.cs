using System.Collections.Frozen;
using Gingembre.Filters;

namespace Gingembre;

/// <summary>The filters of an engine, by their names.</summary>
public sealed class FilterTable
{
    private static readonly FrozenSet<string> ForUndefined = FrozenSet.Create(StringComparer.Ordinal, "default", "d", "typeof");

    private readonly Dictionary<string, Filter> _filters = new(StringComparer.Ordinal);

    internal FilterTable()
    {
        StringFilters.AddTo(this);
        LinkFilter.AddTo(this);
        NumberFilters.AddTo(this);
        SequenceFilters.AddTo(this);
        AttributeFilters.AddTo(this);
        ValueFilters.AddTo(this);
        PathFilters.AddTo(this);
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _filters.Keys;

    /// <summary>Adds a filter, or replaces one.</summary>
    public void Add(string name, Filter filter) => _filters[name] = filter;

    internal Filter? Find(string name) => _filters.GetValueOrDefault(name);

    internal static bool TakesUndefined(string name) => ForUndefined.Contains(name);

    /// <summary>Adds a filter that has no arguments.</summary>
    internal void Add(string name, Func<Value, Value> filter) => Add(name, (value, arguments, _) =>
    {
        arguments.End();
        return filter(value);
    });
}
