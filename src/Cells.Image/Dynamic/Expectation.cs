using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Says what JSON a type takes.</summary>
internal static class Expectation
{
    public static string Of(ValueSchema type)
    {
        string bare = type.Kind switch
        {
            ValueKind.Scalar => Scalar(type.Scalar),
            ValueKind.Enum => $"{type.TypeName} ({string.Join(", ", type.Enum!.Values.Select(static value => value.Key))})",
            ValueKind.Text => "string",
            ValueKind.Bytes => "bytes (base64)",
            ValueKind.List or ValueKind.Set => $"a list of {type.Element}",
            ValueKind.Map when type.Key!.Kind == ValueKind.Text => $"an object with members of {type.Element}",
            ValueKind.Map => $"a list of objects with key ({type.Key}) and value ({type.Element})",
            ValueKind.Tuple => $"a list {type}",
            ValueKind.Union => Union(type.Union!),
            ValueKind.Value => "any value",
            _ => $"an object ({type.TypeName})",
        };
        return type.IsOptional && type.Kind != ValueKind.Value ? bare + " or null" : bare;
    }

    /// <summary>A union takes an object whose one member is named like the case.</summary>
    public static string Union(UnionSchema union) =>
        $"an object with one member ({union.Name}: {string.Join(", ", union.Cases.Select(static item => item.Name))})";

    private static string Scalar(ScalarKind kind)
    {
        string name = WireNames.Of(kind);
        if (IntegerRange.Of(kind) is { } range)
            return $"{name} ({range.Min} to {range.Max})";
        return kind switch
        {
            ScalarKind.Char => "char (a string of one character)",
            ScalarKind.Guid => "guid (00000000-0000-0000-0000-000000000000)",
            ScalarKind.DateTime => "date_time (2026-01-31T12:00:00Z)",
            ScalarKind.DateTimeOffset => "date_time_offset (2026-01-31T12:00:00+01:00)",
            ScalarKind.TimeSpan => "time_span (1.02:03:04.5)",
            _ => name,
        };
    }
}
