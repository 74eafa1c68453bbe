using Cells.Images.Layout;

namespace Cells.Generators.Models;

internal enum WireKind
{
    Scalar,
    Enum,
    Text,
    Bytes,
    Memory,
    Lease,
    List,
    Map,
    Set,
    Tuple,
    Fixed,
    Message,
    Union,
    Value,
}

internal enum ListKind
{
    Array,
    List,
    ImmutableArray,
    ReadOnlyList,
}

/// <summary>The type of a member, a parameter or a result, as the wire sees it and as C# writes it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="CSharp">The C# type, fully qualified, without the <c>?</c> of its own nullability.</param>
/// <param name="IsNullable">Whether null is a value.</param>
/// <param name="IsValueType">Whether the C# type is a struct; then nullable means <c>Nullable&lt;T&gt;</c>.</param>
internal sealed record WireType(WireKind Kind, string CSharp, bool IsNullable, bool IsValueType)
{
    /// <summary>Which scalar; for an enum, its underlying integer.</summary>
    public ScalarKind Scalar { get; init; }

    /// <summary>Which kind of list.</summary>
    public ListKind List { get; init; }

    /// <summary>The element of a list or a set, or a map's value.</summary>
    public WireType? Element { get; init; }

    /// <summary>A map's key.</summary>
    public WireType? Key { get; init; }

    /// <summary>Whether a map or a set is declared as the interface that only reads.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>A tuple's items.</summary>
    public EquatableArray<WireType> Items { get; init; } = EquatableArray<WireType>.Empty;

    /// <summary>What a message of fixed layout takes in memory.</summary>
    public FixedSize Size { get; init; }

    /// <summary>The name of an enum, a message or a union in the schema.</summary>
    public string SchemaName { get; init; } = "";

    /// <summary>Whether an enum is read as it is, declared or not.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The C# type as declared.</summary>
    public string Declared => IsNullable ? CSharp + "?" : CSharp;

    /// <summary>Whether it stands in its block itself, not as a reference.</summary>
    public bool IsInline => Kind is WireKind.Scalar or WireKind.Enum or WireKind.Fixed;

    /// <summary>Whether it has a block of its own, so that a list holds its blocks side by side.</summary>
    public bool IsBlock => Kind is WireKind.Message or WireKind.Tuple;

    /// <summary>Whether it stands as a reference that bears the tag of a case.</summary>
    public bool IsUnion => Kind is WireKind.Union or WireKind.Value;

    /// <summary>Whether every bit pattern is a value and the wire form is the form in memory.</summary>
    public bool IsPlain => !IsNullable && (Kind == WireKind.Fixed || ((Kind == WireKind.Scalar || IsOpen) && Scalar
        is not (ScalarKind.Boolean or ScalarKind.Guid or ScalarKind.Decimal or ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.TimeSpan)));

    /// <summary>What it takes in a block.</summary>
    public WireSlot Slot => !IsInline ? WireLayout.Reference
        : IsNullable ? WireLayout.Optional(PresentSlot)
        : PresentSlot;

    /// <summary>What it takes in memory, as a member of a message of fixed layout.</summary>
    public WireSlot FixedSlot => Kind == WireKind.Fixed ? new WireSlot(Size.Bytes, Size.Alignment) : FixedLayout.Scalar(Scalar);

    private WireSlot PresentSlot => Kind == WireKind.Fixed
        ? new WireSlot(Size.Bytes, Math.Min(WireLayout.BlockAlignment, Size.Alignment))
        : WireLayout.Scalar(Scalar);
}

/// <summary>What a message of fixed layout takes in memory.</summary>
internal readonly record struct FixedSize(int Bytes, int Alignment);
