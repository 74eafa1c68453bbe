using System.Globalization;
using Cells.Generators.Models;
using Cells.Images.Schemas.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Parsing;

/// <summary>Turns the default of a parameter into what C# and the schema write.</summary>
internal static class DefaultParser
{
    public static DefaultValue? Parse(IParameterSymbol parameter, WireType type)
    {
        if (!parameter.HasExplicitDefaultValue)
            return null;
        if (parameter.ExplicitDefaultValue is not { } value)
            return new DefaultValue("default", "null");
        return new DefaultValue(type.Kind == WireKind.Enum ? $"({type.CSharp})({CSharp(value)})" : CSharp(value), Json(value));
    }

    private static string CSharp(object value) => value switch
    {
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool flag => flag ? "true" : "false",
        float number when float.IsNaN(number) => "float.NaN",
        float number when float.IsInfinity(number) => number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number when double.IsNaN(number) => "double.NaN",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        long number when number == long.MinValue => "long.MinValue",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    private static string Json(object value) => value switch
    {
        string text => JsonText.Quote(text),
        char character => JsonText.Quote(character.ToString()),
        bool flag => flag ? "true" : "false",
        float number when float.IsNaN(number) || float.IsInfinity(number) => JsonText.Quote(number.ToString(CultureInfo.InvariantCulture)),
        double number when double.IsNaN(number) || double.IsInfinity(number) => JsonText.Quote(number.ToString(CultureInfo.InvariantCulture)),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "null",
    };
}
