using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Rendering;

/// <summary>Names and what they mean, within those around them.</summary>
internal sealed class Scope(Scope? outer)
{
    private Dictionary<string, Value>? _values;

    internal Scope? Outer => outer;

    /// <summary>The names that were given a meaning here.</summary>
    internal IEnumerable<KeyValuePair<string, Value>> Own => _values ?? [];

    internal void Set(string name, Value value) => (_values ??= new(StringComparer.Ordinal))[name] = value;

    internal bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
    {
        for (Scope? at = this; at is not null; at = at.Outer)
        {
            if (at._values is { } values && values.TryGetValue(name, out value))
                return true;
        }

        value = default;
        return false;
    }

    /// <summary>All names that mean something here.</summary>
    internal IEnumerable<string> Names()
    {
        for (Scope? at = this; at is not null; at = at.Outer)
        {
            foreach ((string name, _) in at.Own)
                yield return name;
        }
    }
}
