namespace Cells.Nucleus.Builds;

/// <summary>Publishes a program.</summary>
internal sealed class PublishCommand(BuildPlace place)
{
    private readonly DotnetCommand _dotnet = new(place);

    /// <summary>Publishes into a directory.</summary>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    internal async Task RunAsync(string output, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string[] all = ["-r", DotnetInstallation.RuntimeIdentifier, "--self-contained", "false", "-o", output, "-p:UseAppHost=true", .. arguments];
        if (await TryRunAsync([.. all, "-p:PublishReadyToRun=true"], cancellation))
            return;

        // Code compiled ahead only makes a start faster. Where its compiler cannot be had, the program starts more slowly.
        bool missingCompiler = (await File.ReadAllTextAsync(place.LogFile, cancellation)).Contains("crossgen2", StringComparison.OrdinalIgnoreCase);
        if (missingCompiler && await TryRunAsync(all, cancellation))
            return;
        throw await _dotnet.FailureAsync(cancellation);
    }

    private Task<bool> TryRunAsync(string[] arguments, CancellationToken cancellation) =>
        _dotnet.TryRunAsync("publish", place.IntermediateDirectory, arguments, cancellation);
}
