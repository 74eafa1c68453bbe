namespace Cells.Toml;

/// <summary>How much a document may ask of its reader.</summary>
public sealed record TomlLimits
{
    // A level of arrays costs two stack frames of some 200 bytes; 512 levels stay far below the smallest stack a thread has.
    private const int NestingDepthCeiling = 512;

    /// <summary>The limits that hold where none are given.</summary>
    public static TomlLimits Default { get; } = new();

    /// <summary>The size of a document in bytes of UTF-8. Default 1 MiB.</summary>
    public int DocumentBytesMax
    {
        get;
        init => field = InRange(value, int.MaxValue - 1, nameof(DocumentBytesMax));
    }
    = 1024 * 1024;

    /// <summary>How deep tables and arrays may stand in one another, dotted keys included. Default 64, at most 512.</summary>
    public int NestingDepthMax
    {
        get;
        init => field = InRange(value, NestingDepthCeiling, nameof(NestingDepthMax));
    }
    = 64;

    private static int InRange(int value, int max, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max, name);
        return value;
    }
}
