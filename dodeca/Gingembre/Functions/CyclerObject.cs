using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Functions;

/// <summary>What <c>cycler()</c> makes: one value after the other, round and round.</summary>
internal sealed class CyclerObject(IReadOnlyList<Value> values) : TemplateObject
{
    private int _at;

    public override string TypeName => "cycler";

    public override IEnumerable<string> AttributeNames => ["next", "reset", "current"];

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = key.Kind != ValueKind.String ? default : key.AsString switch
        {
            "current" => values[_at],
            "next" => Value.Of("next", _ => Next()),
            "reset" => Value.Of("reset", _ => Reset()),
            _ => default,
        };
        return key.Kind == ValueKind.String && key.AsString is "current" or "next" or "reset";
    }

    private Value Next()
    {
        Value value = values[_at];
        _at = (_at + 1) % values.Count;
        return value;
    }

    private Value Reset()
    {
        _at = 0;
        return Value.None;
    }
}
