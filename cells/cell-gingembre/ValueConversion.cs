using Dodeca.Host;
using Gingembre;
using CellValue = Cells.Value;
using CellValueCase = Cells.ValueCase;
using Value = Gingembre.Value;

namespace Dodeca.Templates;

/// <summary>Values of messages as values of templates, and the other way round.</summary>
internal static class ValueConversion
{
    internal static Value FromData(CellValue value)
    {
        switch (value.Case)
        {
            case CellValueCase.Boolean:
                return Value.Of(value.AsBoolean);
            case CellValueCase.Integer:
                return Value.Of(value.AsInteger);
            case CellValueCase.Double:
                return Value.Of(value.AsDouble);
            case CellValueCase.String:
                return Value.Of(value.AsString);
            case CellValueCase.Array:
                var items = new Value[value.Count];
                for (int i = 0; i < items.Length; i++)
                    items[i] = FromData(value.Items[i]);
                return Value.Of(items);
            case CellValueCase.Object:
                var map = new MapValue();
                foreach ((string key, CellValue member) in value.Members)
                    map.Set(key, FromData(member));
                return Value.Of(map);
            default:
                return Value.None;
        }
    }

    internal static TemplateValue ToTemplateValue(Value value) => value switch
    {
        { IsUndefined: true } => new TemplateValue.Missing(),
        { IsSafe: true } => new TemplateValue.Html(value.AsString),
        { Kind: ValueKind.Object } => throw new TemplateException($"{value.AsObject.TypeName} cannot be passed to a function of the host's"),
        _ => new TemplateValue.Data(ToData(value)),
    };

    private static CellValue ToData(Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.AsBoolean,
        ValueKind.Integer => value.AsInteger,
        ValueKind.Float => value.AsFloat,
        ValueKind.String => value.AsString,
        ValueKind.Sequence => CellValue.Array(value.AsSequence.Select(ToData)),
        ValueKind.Map => CellValue.Object(value.AsMap.Keys.Zip(value.AsMap.Values, static (key, member) => KeyValuePair.Create(key.ToString(), ToData(member)))),
        _ => CellValue.Null,
    };
}
