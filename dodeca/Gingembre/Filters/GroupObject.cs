using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Filters;

/// <summary>Items that have the same attribute: a pair of that and the list of them.</summary>
internal sealed class GroupObject(Value grouper, IReadOnlyList<Value> list) : TemplateObject
{
    public override string TypeName => "group";

    public override IReadOnlyList<Value> Items { get; } = [grouper, Value.Of(list)];

    public override Value? Data => Value.Tuple(Items);

    public override IEnumerable<string> AttributeNames => ["grouper", "list"];

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = key.Kind != ValueKind.String ? default : key.AsString switch
        {
            "grouper" or "key" => grouper,
            "list" or "items" => Value.Of(list),
            _ => default,
        };
        return key.Kind == ValueKind.String && key.AsString is "grouper" or "key" or "list" or "items";
    }
}
