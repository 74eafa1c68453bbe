using Cells.Platform.Files;

namespace Cells.Nucleus.Builds;

/// <summary>
/// Builds a project only to look at its contracts, with analyzers off: an edit that they refuse is what is looked for. It shares nothing with
/// the builds that run.
/// </summary>
public static class ContractBuild
{
    /// <summary>Builds a project with all that it references into one directory.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="cancellation">Ends the build with all its processes.</param>
    /// <returns>The directory, which the next such build empties.</returns>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    public static async Task<string> RunAsync(string project, CancellationToken cancellation)
    {
        BuildPlace place = BuildPlace.Of(project);
        Directory.CreateDirectory(place.BuildsDirectory);
        using FileLock alone = await FileLock.TakeAsync(place.LockFile, CellBuilder.LockTimeout, cancellation);
        string output = Path.Combine(place.BuildsDirectory, ".contracts");
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        var dotnet = new DotnetCommand(place);
        return await dotnet.TryRunAsync("build", Path.Combine(place.Root, ".build-contracts"), ["-o", output, "-p:RunAnalyzers=false"], cancellation)
            ? output
            : throw await dotnet.FailureAsync(cancellation);
    }
}
