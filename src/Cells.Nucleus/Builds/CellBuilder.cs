using Cells.Nucleus.Builds.Inputs;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds;

/// <summary>Builds a project when what it is made of has changed, and only then.</summary>
public static class CellBuilder
{
    /// <summary>How long to wait for another build in the same repository.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(20);

    /// <summary>The build of a project as its sources are now.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="building">Called when a build begins; not called when none is needed.</param>
    /// <param name="mode">How it is built.</param>
    /// <param name="cancellation">Ends a build that has begun, with all its processes.</param>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    public static async Task<CellBuild> EnsureAsync(string project, Action? building, BuildMode mode, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mode);
        BuildPlace place = BuildPlace.Of(project);
        if (FindCurrent(place) is { } current)
            return current;

        Directory.CreateDirectory(place.BuildsDirectory);
        using FileLock alone = await FileLock.TakeAsync(place.LockFile, LockTimeout, cancellation);
        if (FindCurrent(place) is { } builtMeanwhile)
            return builtMeanwhile;

        building?.Invoke();
        return await BuildAsync(place, mode, cancellation);
    }

    /// <summary>The kept build that was made of exactly what is there now; null where there is none.</summary>
    public static CellBuild? FindCurrent(string project) => FindCurrent(BuildPlace.Of(project));

    /// <summary>The folders whose content decides whether a project is built again; its own alone where it was never built.</summary>
    public static IReadOnlyList<string> SourceFolders(string project)
    {
        BuildPlace place = BuildPlace.Of(project);
        return new KeptBuilds(place).All().FirstOrDefault() is { } newest ? newest.Inputs.Folders : [Path.GetDirectoryName(place.Project)!];
    }

    private static CellBuild? FindCurrent(BuildPlace place)
    {
        var kept = new KeptBuilds(place);
        FileHashes? hashes = null;
        bool isNewest = true;
        foreach (KeptBuilds.Record record in kept.All())
        {
            hashes ??= FileHashes.Load(HashesFile(place));
            if (record.Inputs.Fingerprint(hashes, Outputs(place)) == record.Fingerprint)
            {
                hashes.Save();
                if (!isNewest)
                    record.Write();
                return record.ToBuild(isNew: false);
            }

            isNewest = false;
        }

        return null;
    }

    private static async Task<CellBuild> BuildAsync(BuildPlace place, BuildMode mode, CancellationToken cancellation)
    {
        string scratch = Path.Combine(place.Root, ".staging");
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        try
        {
            var recorder = new InputRecorder(scratch);
            string output = Path.Combine(scratch, "output");
            DateTime begun = DateTime.UtcNow;
            await new PublishCommand(place, mode).RunAsync(output, [.. BuildTargets.Arguments(place), recorder.Argument], cancellation);
            if (CompiledCode.Folder() is { } compiled)
                CompiledCode.Prune(compiled);

            (BuildInputs inputs, string program) = recorder.Read(place);
            FileHashes hashes = FileHashes.Load(HashesFile(place));
            string fingerprint = inputs.Fingerprint(hashes, Outputs(place));

            // Whether the compiler saw a file that was written while it ran cannot be known: such a build is used once and never found again.
            if (inputs.ChangedSince(begun, Outputs(place)))
                fingerprint = "unsettled";
            hashes.Save();

            var kept = new KeptBuilds(place);
            KeptBuilds.Record record = kept.Add(output, program, inputs, fingerprint);
            kept.Prune();
            return record.ToBuild(isNew: true);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static string HashesFile(BuildPlace place) => Path.Combine(place.BuildsDirectory, "files.hashes");

    /// <summary>Folders in which builds and cells write, should a project stand at the root of its workspace.</summary>
    private static HashSet<string> Outputs(BuildPlace place) => place.WorkspaceDirectory is { } workspace
        ? new(StringComparer.Ordinal) { Path.Combine(workspace, "artifacts"), Path.Combine(workspace, "run") }
        : [];
}
