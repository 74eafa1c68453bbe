namespace Cells.Bench.Load;

/// <summary>What was asked for cannot be measured; the message says which option is wrong and what is allowed.</summary>
/// <param name="message">The message.</param>
public sealed class BenchUsageException(string message) : Exception(message)
{
    /// <summary>With what a program ends in this case.</summary>
    public const int ExitCode = 2;
}
