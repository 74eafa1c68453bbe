using Cells.Generators.Models;
using Cells.Images.Layout;

namespace Cells.Generators.Emit;

/// <summary>Which codec, copier and view type a wire type has.</summary>
internal static class CodecNames
{
    public const string Codecs = "global::Cells.Images.Codecs.";
    public const string Views = "global::Cells.Images.Views.";

    /// <summary>The codec of a value that stands in its block.</summary>
    public static string Scalar(WireType type)
    {
        string codec = type switch
        {
            { Kind: WireKind.Fixed } => $"{Codecs}FixedCodec<{type.CSharp}>",
            { Kind: WireKind.Enum, IsOpen: false } => $"{Codecs}EnumCodec<{type.CSharp}>",
            _ => Plain(type),
        };
        return type.IsNullable ? $"{Codecs}OptionalCodec<{codec}, {type.CSharp}>" : codec;
    }

    /// <summary>The codec of a value that has a reference, its own nullability left out.</summary>
    public static string Child(WireType type) => type.Kind switch
    {
        WireKind.Text => Codecs + "TextCodec",
        WireKind.Bytes => Codecs + "BytesCodec",
        WireKind.Memory => Codecs + "MemoryCodec",
        WireKind.Lease => "global::Cells.Binding.SharedBytesCodec",
        WireKind.Message => $"{Codecs}MessageCodec<{type.CSharp}>",
        WireKind.Map => MapNames.Codec(type),
        WireKind.Set => SetNames.Codec(type),
        WireKind.Tuple => TupleNames.Codec(type),
        WireKind.Union or WireKind.Value => $"{Codecs}UnionCodec<{type.CSharp}>",
        _ => List(type, type.Element!),
    };

    /// <summary>What copies such a value from one image to another.</summary>
    public static string Copier(WireType type) => type.Kind switch
    {
        WireKind.Text => Codecs + "TextCodec",
        WireKind.Bytes or WireKind.Memory or WireKind.Lease => Codecs + "BytesCodec",
        WireKind.Message or WireKind.Tuple => $"{Codecs}MessageCopier<{View(type)}>",
        WireKind.Union or WireKind.Value => $"{Codecs}UnionCopier<{View(type)}>",
        WireKind.Map => MapNames.Copier(type),
        WireKind.Set => SetNames.Copier(type),
        _ when type.Element!.IsInline => $"{Codecs}ScalarListCopier<{Scalar(type.Element)}, {type.Element.Declared}>",
        _ when type.Element!.IsBlock => $"{Codecs}MessageListCopier<{View(type.Element)}>",
        _ => $"{Codecs}ChildListCopier<{Copier(type.Element!)}, {Null(type.Element!)}>",
    };

    /// <summary>The view of such a value.</summary>
    public static string View(WireType type) => type.Kind switch
    {
        WireKind.Text => Views + "Utf8Text",
        WireKind.Bytes or WireKind.Memory or WireKind.Lease => $"{Views}PlainListView<byte>",
        WireKind.Message or WireKind.Union => $"{type.CSharp}.View",
        WireKind.Value => Views + "ValueView",
        WireKind.Map => MapNames.View(type),
        WireKind.Set => SetNames.View(type),
        WireKind.Tuple => TupleNames.View(type),
        _ when type.Element!.IsPlain => $"{Views}PlainListView<{type.Element.CSharp}>",
        _ when type.Element!.IsInline => $"{Views}ScalarListView<{Scalar(type.Element)}, {type.Element.Declared}>",
        _ when type.Element!.IsBlock => $"{Views}MessageListView<{View(type.Element)}>",
        _ => $"{Views}ChildListView<{View(type.Element!)}>",
    };

    private static string List(WireType list, WireType element)
    {
        string shape = list.List switch
        {
            ListKind.Array => "ArrayShape",
            ListKind.List => "ListShape",
            ListKind.ImmutableArray => "ImmutableArrayShape",
            _ => "ReadOnlyListShape",
        };
        string start = $"<{list.CSharp}, {Codecs}{shape}<{element.Declared}>, ";
        if (element.IsInline)
            return $"{Codecs}ScalarListCodec{start}{Scalar(element)}, {element.Declared}>";
        if (element.Kind == WireKind.Message)
            return $"{Codecs}MessageListCodec{start}{element.CSharp}>";
        if (element.Kind == WireKind.Tuple)
            return $"{Codecs}TupleListCodec{start}{TupleNames.Block(element)}, {element.CSharp}>";
        return $"{Codecs}ChildListCodec{start}{Element(element)}, {element.Declared}>";
    }

    /// <summary>The codec of a value that has a reference, null included.</summary>
    public static string Element(WireType type)
    {
        string codec = !type.IsNullable ? "ElementCodec" : type.IsValueType ? "NullableValueElementCodec" : "NullableElementCodec";
        return $"{Codecs}{codec}<{Child(type)}, {type.CSharp}>";
    }

    /// <summary>What null becomes.</summary>
    public static string Null(WireType type) => Codecs + (type.IsNullable || type.Kind == WireKind.Value ? "NullAllowed" : "NullRefused");

    private static string Plain(WireType type) => type.Scalar switch
    {
        ScalarKind.Boolean => Codecs + "BooleanCodec",
        ScalarKind.Guid => Codecs + "GuidCodec",
        ScalarKind.Decimal => Codecs + "DecimalCodec",
        ScalarKind.DateTime => Codecs + "DateTimeCodec",
        ScalarKind.DateTimeOffset => Codecs + "DateTimeOffsetCodec",
        ScalarKind.TimeSpan => Codecs + "TimeSpanCodec",
        _ => $"{Codecs}PlainCodec<{type.CSharp}>",
    };
}
