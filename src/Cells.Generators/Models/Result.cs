using Cells.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators.Models;

/// <summary>A place in a source file, without holding on to its syntax tree.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePlace? Of(ISymbol symbol)
    {
        foreach (Location location in symbol.Locations)
        {
            if (location.IsInSource)
                return new SourcePlace(location.SourceTree!.FilePath, location.SourceSpan, location.GetLineSpan().Span);
        }

        return null;
    }

    /// <summary>A place in a file that is no source, counted from 1.</summary>
    public static SourcePlace In(string path, string text, int line, int column)
    {
        var begin = new LinePosition(line - 1, column - 1);
        TextLineCollection lines = SourceText.From(text).Lines;
        int offset = lines[Math.Min(begin.Line, lines.Count - 1)].Start + begin.Character;
        return new SourcePlace(path, new TextSpan(Math.Min(offset, text.Length), 0), new LinePositionSpan(begin, begin));
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic to be reported.</summary>
internal sealed record Finding(string Id, SourcePlace? Place, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptors.ById(Id), Place?.ToLocation(), Arguments.Cast<object>().ToArray());
}

/// <summary>What came of parsing: a model, unless something is wrong with it.</summary>
internal sealed record Result<T>(T? Model, EquatableArray<Finding> Findings)
    where T : class, IEquatable<T>;
