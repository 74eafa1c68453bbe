using System.Globalization;

namespace Gingembre;

/// <summary>Values as others, where that means something.</summary>
internal static class Conversion
{
    /// <summary>What kind of value it is, as the test and the filter <c>typeof</c> name it.</summary>
    internal static string TypeName(Value value) => value.Kind switch
    {
        ValueKind.Undefined => "undefined",
        ValueKind.None => "none",
        ValueKind.Boolean => "boolean",
        ValueKind.Integer => "integer",
        ValueKind.Float => "float",
        ValueKind.String => "string",
        ValueKind.Sequence => "sequence",
        ValueKind.Map => "map",
        _ => value.AsObject.TypeName,
    };

    /// <exception cref="TemplateException">It is no whole number.</exception>
    internal static long ToInteger(Value value, string what) => value.Kind switch
    {
        ValueKind.Integer or ValueKind.Boolean => value.AsInteger,
        ValueKind.Float when value.AsFloat == Math.Floor(value.AsFloat) => (long)value.AsFloat,
        _ => throw new TemplateException($"{what} must be a whole number, not {TypeName(value)}"),
    };

    /// <exception cref="TemplateException">It has no items.</exception>
    internal static IReadOnlyList<Value> ToItems(Value value, string what) => value.Kind is ValueKind.Undefined or ValueKind.None
        ? []
        : value.TryIterate(out IReadOnlyList<Value>? items) ? items : throw new TemplateException($"{what} cannot be applied to {TypeName(value)}, which has no items");

    /// <summary>A number that a text says; null where it says none.</summary>
    internal static Value? ParseNumber(string text)
    {
        text = text.Trim().Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            return Value.Of(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Value.Of(number) : null;
    }
}
