namespace Cells.Nucleus.Builds;

/// <summary>Publishes a program.</summary>
internal sealed class PublishCommand(BuildPlace place, BuildMode mode)
{
    /// <summary>What the SDK says where something was not restored; the compiler's own errors begin otherwise.</summary>
    private const string SdkError = "error NETSDK";

    private readonly DotnetCommand _dotnet = new(place, mode.UsesServers);

    /// <summary>Publishes into a directory.</summary>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    internal async Task RunAsync(string output, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string[] all = ["-r", DotnetInstallation.RuntimeIdentifier, "--self-contained", "false", "-o", output, "-p:UseAppHost=true", .. arguments];
        if (!mode.Restores)
        {
            if (await TryRunAsync([.. all, "-p:PublishReadyToRun=true", "--no-restore"], cancellation))
                return;
            if (!await LogContainsAsync(SdkError, cancellation))
                throw await _dotnet.FailureAsync(cancellation);
        }

        if (await TryRunAsync([.. all, "-p:PublishReadyToRun=true"], cancellation))
            return;

        // Code compiled ahead only makes a start faster. Where its compiler cannot be had, the program starts more slowly.
        if (await LogContainsAsync("crossgen2", cancellation) && await TryRunAsync(all, cancellation))
            return;
        throw await _dotnet.FailureAsync(cancellation);
    }

    private async Task<bool> LogContainsAsync(string text, CancellationToken cancellation) =>
        (await File.ReadAllTextAsync(place.LogFile, cancellation)).Contains(text, StringComparison.OrdinalIgnoreCase);

    private Task<bool> TryRunAsync(string[] arguments, CancellationToken cancellation) =>
        _dotnet.TryRunAsync("publish", place.IntermediateDirectory, arguments, cancellation);
}
