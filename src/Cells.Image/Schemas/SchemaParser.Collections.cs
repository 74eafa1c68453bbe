using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>Maps, sets and tuples.</summary>
internal sealed partial class SchemaParser
{
    private const int MinTuple = 2;
    private const int MaxTuple = 7;

    private ValueSchema ParseMap(JsonNode parts, bool isOptional)
    {
        IReadOnlyList<JsonNode> both = parts.Expect(JsonKind.Array).Items;
        if (both.Count != 2)
            throw parts.Position.Error($"A map has a key and a value; found {both.Count} types.");
        return new ValueSchema(ValueKind.Map, isOptional) { Key = ParseKey(both[0]), Element = ParseValue(both[1], isOptional: false) };
    }

    private ValueSchema ParseTuple(JsonNode parts, bool isOptional)
    {
        IReadOnlyList<JsonNode> items = parts.Expect(JsonKind.Array).Items;
        if (items.Count is < MinTuple or > MaxTuple)
            throw parts.Position.Error($"A tuple has {MinTuple} to {MaxTuple} items; found {items.Count}.");
        return new ValueSchema(ValueKind.Tuple, isOptional) { Items = [.. items.Select(item => ParseValue(item, isOptional: false))] };
    }

    private ValueSchema ParseKey(JsonNode type)
    {
        ValueSchema key = ParseValue(type, isOptional: false);
        bool isKey = !key.IsOptional && key.Kind switch
        {
            ValueKind.Scalar => key.Scalar is not (ScalarKind.Single or ScalarKind.Double or ScalarKind.Half),
            ValueKind.Enum or ValueKind.Text => true,
            _ => false,
        };
        return isKey ? key : throw type.Position.Error($"A key is a scalar other than float, an enum or a string; {type} is none.");
    }
}
