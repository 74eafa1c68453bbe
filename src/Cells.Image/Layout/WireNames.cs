namespace Cells.Images.Layout;

// Compiled into Cells.Image and into Cells.Generators, like the layout.

/// <summary>The names of scalars in schemas.</summary>
internal static class WireNames
{
    private static readonly string[] Names =
    [
        "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "char", "half", "int128", "uint128",
        "guid", "decimal", "date_time", "date_time_offset", "time_span",
    ];

    public static string Of(ScalarKind kind) => Names[(int)kind];

    public static ScalarKind? Find(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (ScalarKind)index;
    }
}
