using Cells.Images.Layout;

namespace Cells.Generators.Models;

/// <summary>A case of a union.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="WireName">Its name in the schema and in JSON, snake_case.</param>
/// <param name="Tag">Its tag on the wire.</param>
/// <param name="CSharp">The message, fully qualified.</param>
/// <param name="SchemaName">The message's name in the schema.</param>
/// <param name="Documentation">What is said of it.</param>
internal sealed record CaseModel(string Name, string WireName, int Tag, string CSharp, string SchemaName, string Documentation);

/// <summary>A union: an abstract record whose values are its cases.</summary>
/// <param name="Cases">The cases in the order of their tags.</param>
internal sealed record UnionModel(string Namespace, string Name, string SchemaName, EquatableArray<CaseModel> Cases)
    : TypeModel(Namespace, Name, SchemaName)
{
    /// <summary>Whether a case that is not declared is read as <c>Unknown</c>.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The enum of its cases, generated beside it.</summary>
    public string CaseEnum => Name + "Case";

    /// <summary>Its image is a block of one member, the reference to the case.</summary>
    public static BlockLayout Layout => WireLayout.Block([WireLayout.Reference]);
}
