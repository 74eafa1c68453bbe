using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>How generated code describes what a value looks like in a canonical image.</summary>
internal static class ShapeNames
{
    public const string Validation = "global::Cells.Images.Validation.";

    public const string Shapes = Validation + "Shapes.";

    /// <summary>The shape of a value.</summary>
    public static string Of(WireType type)
    {
        if (type.IsInline)
            return $"{Shapes}Inline<{CodecNames.Scalar(type)}, {type.Declared}>()";
        return type.IsNullable ? $"{Shapes}Nullable({Present(type)})" : Present(type);
    }

    /// <summary>The shape of a union.</summary>
    public static string Union(string csharp) => $"{Shapes}Union<{csharp}>()";

    private static string Present(WireType type) => type.Kind switch
    {
        WireKind.Text => Shapes + "Text",
        WireKind.Bytes or WireKind.Memory or WireKind.Lease => Shapes + "Bytes",
        WireKind.Message => $"{Shapes}Message<{type.CSharp}>()",
        WireKind.Union or WireKind.Value => Union(type.CSharp),
        WireKind.Tuple => $"{Shapes}Tuple({Items(type)})",
        WireKind.Map => $"{Shapes}Map({Of(type.Key!)}, {Of(type.Element!)})",
        WireKind.Set => $"{Shapes}Set({Of(type.Element!)})",
        _ => List(type.Element!),
    };

    private static string List(WireType element)
    {
        if (element.IsInline)
            return $"{Shapes}InlineList<{CodecNames.Scalar(element)}, {element.Declared}>()";
        return element.Kind switch
        {
            WireKind.Message => $"{Shapes}MessageList<{element.CSharp}>()",
            WireKind.Tuple => $"{Shapes}TupleList({Items(element)})",
            _ => $"{Shapes}List({Of(element)})",
        };
    }

    private static string Items(WireType tuple) => string.Join(", ", tuple.Items.Select(Of));
}
