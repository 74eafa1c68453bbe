using Cells.Images.Layout;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Snapshots;

/// <summary>Defaults of members as C# writes them.</summary>
internal static class SnapshotDefaults
{
    /// <summary>The default's expression; null where the member has none.</summary>
    public static string? CSharp(MemberSchema member, SnapshotTypes types)
    {
        if (member.Default is not { } json)
            return null;
        ValueSchema type = member.Type;
        JsonNode given = JsonReader.Read(json);
        if (given.Kind == JsonKind.Null)
            return type.IsOptional || type.IsInline ? "default" : "default!";
        return (type.Kind, given.Kind) switch
        {
            (ValueKind.Text, JsonKind.String) => SymbolDisplay.FormatLiteral(given.Text, quote: true),
            (ValueKind.Enum, JsonKind.Number) => $"({types.Prefix}{type.TypeName})({given.Text})",
            (ValueKind.Scalar, _) => Scalar(type.Scalar, given),
            _ => null,
        }
        ?? throw member.Position.Error($"The default {json} of {member.Name} is no {type}.");
    }

    private static string? Scalar(ScalarKind kind, JsonNode given) => (kind, given.Kind) switch
    {
        (ScalarKind.Boolean, JsonKind.True) => "true",
        (ScalarKind.Boolean, JsonKind.False) => "false",
        (ScalarKind.Char, JsonKind.String) when given.Text.Length == 1 => SymbolDisplay.FormatLiteral(given.Text[0], quote: true),
        (ScalarKind.Single, JsonKind.String) => NotFinite("float", given.Text),
        (ScalarKind.Double, JsonKind.String) => NotFinite("double", given.Text),
        (_, JsonKind.Number) => Suffix(kind) is { } suffix ? given.Text + suffix : null,
        _ => null,
    };

    private static string? NotFinite(string type, string text) => text switch
    {
        "NaN" => type + ".NaN",
        "Infinity" => type + ".PositiveInfinity",
        "-Infinity" => type + ".NegativeInfinity",
        _ => null,
    };

    /// <summary>What makes a number one of the type; null where no number is a constant of it.</summary>
    private static string? Suffix(ScalarKind kind) => kind switch
    {
        ScalarKind.UInt32 => "U",
        ScalarKind.Int64 => "L",
        ScalarKind.UInt64 => "UL",
        ScalarKind.Single => "F",
        ScalarKind.Double => "D",
        ScalarKind.Decimal => "M",
        ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Int32 => "",
        _ => null,
    };
}
