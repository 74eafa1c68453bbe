using System.Linq;
using Cells.Images.Layout;

namespace Cells.Generators.Models;

/// <summary>A constant that a member has where the writer did not know it.</summary>
/// <param name="CSharp">As C# writes it.</param>
/// <param name="Json">As the schema writes it.</param>
internal sealed record DefaultValue(string CSharp, string Json);

/// <summary>One member of a message.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="WireName">Its name in the schema, snake_case.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsPositional">Whether it is a parameter of the constructor.</param>
/// <param name="Default">Its default; null where there is none.</param>
/// <param name="Documentation">What is said of it.</param>
internal sealed record MemberModel(string Name, string WireName, WireType Type, bool IsPositional, DefaultValue? Default, string Documentation)
{
    /// <summary>The name as C# code writes it.</summary>
    public string Identifier => Names.Escape(Name);
}

/// <summary>A message: what the generator makes its image, view and builder of.</summary>
internal sealed record MessageModel(string Namespace, string Name, string SchemaName, bool IsValueType, EquatableArray<MemberModel> Members)
    : TypeModel(Namespace, Name, SchemaName)
{
    /// <summary>The enums that its members use.</summary>
    public EquatableArray<EnumModel> Enums { get; init; } = EquatableArray<EnumModel>.Empty;

    /// <summary>Whether the generator declares the type itself: parameters or a result become a message.</summary>
    public bool IsSynthesized { get; init; }

    /// <summary>Whether nothing can derive from it.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Whether the user declared its equality, so that it is not generated.</summary>
    public bool HasOwnEquality { get; init; }

    /// <summary>Whether it stands inline as it does in memory, and never evolves.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether it is a case of a union, from which it inherits a view and a builder.</summary>
    public bool IsCase { get; init; }

    /// <summary>Where the members lie, where the layout is fixed.</summary>
    public FixedLayout FixedLayout => FixedLayout.Of(Members.Select(static member => member.Type.FixedSlot).ToArray());

    /// <summary>Where the members lie.</summary>
    public BlockLayout Layout => WireLayout.Block(Members.Select(static member => member.Type.Slot).ToArray());
}

/// <summary>A declared value of an enum.</summary>
internal sealed record EnumValue(string WireName, string Number);

/// <summary>An enum that messages use.</summary>
internal sealed record EnumModel(string SchemaName, string CSharp, ScalarKind Underlying, bool IsFlags, EquatableArray<EnumValue> Values)
{
    /// <summary>Whether values that are not declared are read as they are.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What is said of it.</summary>
    public string Documentation { get; init; } = "";
}
