using System.Globalization;
using System.Runtime.InteropServices;

namespace Cells.Nucleus.Genomes;

/// <summary>A place in a genome, or a file or folder as a whole.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Column">The column, from 1; 0 where the whole file is meant.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GenomeLocation(string Path, int Line = 0, int Column = 0)
{
    /// <summary>Writes <c>path:line:column</c>, or the path alone where the whole file is meant.</summary>
    public override string ToString() =>
        Line == 0 ? Path : string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}:{Column}");
}
