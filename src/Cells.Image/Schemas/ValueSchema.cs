using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>What a value is on the wire.</summary>
internal enum ValueKind
{
    Scalar,
    Enum,
    Text,
    Bytes,
    List,
    Map,
    Set,
    Tuple,
    Fixed,
    Message,
    Union,

    /// <summary>A value whose type only its image says; null is one.</summary>
    Value,
}

/// <summary>The type of a member or an element.</summary>
public sealed partial class ValueSchema
{
    internal ValueSchema(ValueKind kind, bool isOptional)
    {
        Kind = kind;
        IsOptional = isOptional;
    }

    /// <summary>Whether null is a value.</summary>
    public bool IsOptional { get; }

    internal ValueKind Kind { get; }

    internal ScalarKind Scalar { get; init; }

    internal ValueSchema? Element { get; init; }

    /// <summary>The message or enum by name; set once all types of the contract are known.</summary>
    internal string TypeName { get; init; } = "";

    /// <summary>Where the message or enum is named.</summary>
    internal JsonPosition Position { get; init; }

    internal MessageSchema? Message { get; set; }

    internal EnumSchema? Enum { get; set; }

    internal UnionSchema? Union { get; set; }

    internal bool IsInline => Kind is ValueKind.Scalar or ValueKind.Enum or ValueKind.Fixed;

    internal ScalarKind InlineKind => Enum?.Underlying ?? Scalar;

    /// <summary>What a present value takes where it stands.</summary>
    internal WireSlot PresentSlot => Kind == ValueKind.Fixed ? Message!.Fixed.Slot : IsInline ? WireLayout.Scalar(InlineKind) : WireLayout.Reference;

    internal WireSlot Slot => IsInline && IsOptional ? WireLayout.Optional(PresentSlot) : PresentSlot;

    /// <summary>The type as C# would write it.</summary>
    public override string ToString()
    {
        string bare = Kind switch
        {
            ValueKind.Scalar => WireNames.Of(Scalar),
            ValueKind.Text => "string",
            ValueKind.Bytes => "bytes",
            ValueKind.List => Element + "[]",
            ValueKind.Map or ValueKind.Set or ValueKind.Tuple => CollectionName,
            ValueKind.Value => "value",
            _ => TypeName,
        };
        return IsOptional && Kind != ValueKind.Value ? bare + "?" : bare;
    }
}
