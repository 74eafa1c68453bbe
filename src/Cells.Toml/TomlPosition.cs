using System.Globalization;
using System.Runtime.InteropServices;

namespace Cells.Toml;

/// <summary>A place in a document. Both numbers begin at 1; a column is one Unicode character, however many bytes it takes.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TomlPosition(int Line, int Column)
{
    /// <summary>Writes <c>line:column</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
