namespace Cells.Cli;

/// <summary>Ends the command with a message for its user.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What happened, and what to do next.</param>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
