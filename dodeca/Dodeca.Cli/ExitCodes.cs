namespace Dodeca.Cli;

/// <summary>What the command's exit code means; the same list stands in <c>docs/templates.md</c>.</summary>
internal static class ExitCodes
{
    internal const int Success = 0;

    /// <summary>A site or a template is wrong, or went wrong.</summary>
    internal const int Failed = 1;

    /// <summary>The command line or the data is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>There is no such file.</summary>
    internal const int NotFound = 3;

    /// <summary>Ctrl-C, or another signal to end.</summary>
    internal const int Interrupted = 130;
}
