using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Generators.Snapshots;

/// <summary>Types of a schema as C# writes them.</summary>
/// <param name="space">The namespace of the snapshot.</param>
internal sealed class SnapshotTypes(string space)
{
    private const string Collections = "global::System.Collections.Generic.";

    /// <summary>What stands before the name of a type that the snapshot declares.</summary>
    public string Prefix { get; } = "global::" + (space.Length == 0 ? "" : space + ".");

    public string CSharp(ValueSchema type)
    {
        string bare = type.Kind switch
        {
            ValueKind.Scalar => Scalar(type.Scalar),
            ValueKind.Text => "string",
            ValueKind.Bytes => "byte[]",
            ValueKind.List => $"{Collections}IReadOnlyList<{CSharp(type.Element!)}>",
            ValueKind.Map => $"{Collections}IReadOnlyDictionary<{CSharp(type.Key!)}, {CSharp(type.Element!)}>",
            ValueKind.Set => $"{Collections}IReadOnlySet<{CSharp(type.Element!)}>",
            ValueKind.Tuple => $"({string.Join(", ", type.Items.Select(CSharp))})",
            ValueKind.Value => "global::Cells.Value",
            ValueKind.Enum or ValueKind.Message or ValueKind.Fixed or ValueKind.Union => Prefix + type.TypeName,
            _ => throw type.Position.Error($"The type {type} cannot be declared in C# by this version."),
        };
        return type.IsOptional && type.Kind != ValueKind.Value ? bare + "?" : bare;
    }

    private static string Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.Half => "global::System.Half",
        ScalarKind.Int128 => "global::System.Int128",
        ScalarKind.UInt128 => "global::System.UInt128",
        ScalarKind.Guid => "global::System.Guid",
        ScalarKind.DateTime => "global::System.DateTime",
        ScalarKind.DateTimeOffset => "global::System.DateTimeOffset",
        ScalarKind.TimeSpan => "global::System.TimeSpan",
        _ => WireNames.Of(kind),
    };
}
