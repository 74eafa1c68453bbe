namespace Cells.Hosting;

/// <summary>With what a cell's program ends.</summary>
internal static class CellExitCodes
{
    /// <summary>After a drain.</summary>
    internal const int Success = 0;

    /// <summary>It could not start, or could not go on.</summary>
    internal const int CouldNotStart = 1;

    /// <summary>Whether an error is one of the surroundings, which is told in a line.</summary>
    internal static bool IsExpected(Exception error) => error is IOException or CellException or TimeoutException;
}
