using System.Diagnostics.CodeAnalysis;

namespace Gingembre;

/// <summary>What <c>namespace()</c> makes: the one thing that an inner scope may change for an outer one.</summary>
internal sealed class NamespaceObject : TemplateObject
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public override string TypeName => "namespace";

    public override Value? Data => Value.Of(new MapValue(_values));

    public override IEnumerable<string> AttributeNames => _values.Keys;

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = default;
        return key.Kind == ValueKind.String && _values.TryGetValue(key.AsString, out value);
    }

    public override bool TrySet(string name, Value value)
    {
        _values[name] = value;
        return true;
    }
}
