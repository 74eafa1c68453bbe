namespace Cells.Cli;

/// <summary>What the command's exit code means; the same list stands in <c>docs/cli.md</c>.</summary>
internal static class ExitCodes
{
    internal const int Success = 0;

    /// <summary>The call was made and failed, or something unforeseen did.</summary>
    internal const int Failed = 1;

    /// <summary>The command line, the JSON or a genome is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>There is no such cell or method, or the cell does not run.</summary>
    internal const int NotFound = 3;

    /// <summary>A project does not build.</summary>
    internal const int BuildFailed = 4;

    /// <summary>A cell did not become ready.</summary>
    internal const int StartFailed = 5;

    /// <summary>Something did not happen in time.</summary>
    internal const int TimedOut = 6;

    /// <summary>Interrupted, as shells count it.</summary>
    internal const int Interrupted = 130;
}
