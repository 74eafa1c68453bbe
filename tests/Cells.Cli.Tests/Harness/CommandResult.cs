namespace Cells.Cli.Tests.Harness;

/// <summary>What a command came to.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <inheritdoc/>
    public override string ToString() => $"exit code {ExitCode}\noutput: {Output}\nerror: {Error}";
}
