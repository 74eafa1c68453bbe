namespace Cells.Nucleus.Genomes;

/// <summary>Sizes of memory as they are written: <c>64KiB</c>, <c>512MiB</c>, <c>1GiB</c>.</summary>
public static class ByteSizeText
{
    private const long TebibytesMax = 1024;

    private static readonly (string Name, long Size)[] Units = [("B", 1), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    /// <summary>The largest size in bytes.</summary>
    public static long Max => TebibytesMax << 40;

    /// <summary>Reads a size in bytes.</summary>
    /// <exception cref="FormatException">The text is none; the message says what was expected.</exception>
    public static long Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return UnitText.Parse(text, "a size", Units, Max, $"{TebibytesMax}TiB");
    }
}
