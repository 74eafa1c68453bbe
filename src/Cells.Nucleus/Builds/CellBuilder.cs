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
        if (FindCurrent(project) is { } current)
            return current;

        Directory.CreateDirectory(place.BuildsDirectory);
        using FileLock alone = await FileLock.TakeAsync(place.LockFile, LockTimeout, cancellation);
        if (FindCurrent(project) is { } builtMeanwhile)
            return builtMeanwhile;

        building?.Invoke();
        return await BuildAsync(place, mode, cancellation);
    }

    /// <summary>
    /// Starts the SDK's build servers by building a project as it is, so that the next build finds them warm: it takes 3 s then, and 12 s where they do not run (a save
    /// under <c>cell dev</c>, on two cores). What comes out is thrown away.
    /// </summary>
    /// <param name="project">The project's file. It has been built before.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    public static async Task WarmUpAsync(string project, CancellationToken cancellation)
    {
        BuildPlace place = BuildPlace.Of(project);
        Directory.CreateDirectory(place.BuildsDirectory);
        using FileLock alone = await FileLock.TakeAsync(place.LockFile, LockTimeout, cancellation);
        await InScratchAsync(place, async scratch =>
        {
            var publish = new PublishCommand(place, new BuildMode(UsesServers: true, Restores: false));
            string output = Path.Combine(scratch, "output");

            // As any build of a cell is made, or all would be compiled anew.
            string[] arguments = [.. BuildTargets.Arguments(place), new InputRecorder(scratch).Argument];

            // All that the project references is looked at once, and the project itself is compiled.
            await publish.RunAsync(output, arguments, cancellation);
            await publish.RunAsync(output, [.. arguments, .. BuildTargets.CompileAgain], cancellation);
            return true;
        });
    }

    /// <summary>The kept build that was made of exactly what is there now; null where there is none.</summary>
    public static CellBuild? FindCurrent(string project) => FindCurrent([project])[0];

    /// <summary>The kept builds of several projects, found in one look at their sources: what they share is looked at once.</summary>
    /// <param name="projects">The projects' files.</param>
    /// <returns>For each of them the kept build that was made of exactly what is there now; null where there is none.</returns>
    public static IReadOnlyList<CellBuild?> FindCurrent(IReadOnlyList<string> projects)
    {
        ArgumentNullException.ThrowIfNull(projects);
        Dictionary<string, SourceLook> looks = new(StringComparer.Ordinal);
        var found = new CellBuild?[projects.Count];
        for (int i = 0; i < found.Length; i++)
        {
            BuildPlace place = BuildPlace.Of(projects[i]);
            found[i] = FindCurrent(new KeptBuilds(place), () => looks.TryGetValue(place.Root, out SourceLook? look) ? look : looks[place.Root] = SourceLook.Begin(place));
        }

        foreach (SourceLook look in looks.Values)
            look.Save();
        return found;
    }

    /// <summary>The folders whose content decides whether a project is built again; its own alone where it was never built.</summary>
    public static IReadOnlyList<string> SourceFolders(string project)
    {
        BuildPlace place = BuildPlace.Of(project);
        return new KeptBuilds(place).All().FirstOrDefault() is { } newest ? newest.Inputs.Folders : [Path.GetDirectoryName(place.Project)!];
    }

    private static CellBuild? FindCurrent(KeptBuilds kept, Func<SourceLook> look)
    {
        bool isNewest = true;
        foreach (KeptBuilds.Record record in kept.All())
        {
            if (record.Inputs.Fingerprint(look()) == record.Fingerprint)
            {
                if (!isNewest)
                    record.Write();
                return record.ToBuild(isNew: false);
            }

            isNewest = false;
        }

        return null;
    }

    private static Task<CellBuild> BuildAsync(BuildPlace place, BuildMode mode, CancellationToken cancellation) => InScratchAsync(
        place,
        async scratch =>
        {
            var recorder = new InputRecorder(scratch);
            string output = Path.Combine(scratch, "output");
            DateTime begun = DateTime.UtcNow;
            await new PublishCommand(place, mode).RunAsync(output, [.. BuildTargets.Arguments(place), recorder.Argument], cancellation);
            if (CompiledCode.Folder() is { } compiled)
                CompiledCode.Prune(compiled);

            (BuildInputs inputs, string program) = recorder.Read(place);
            SourceLook look = SourceLook.Begin(place);
            string fingerprint = inputs.Fingerprint(look);

            // Whether the compiler saw a file that was written while it ran cannot be known: such a build is used once and never found again.
            if (inputs.ChangedSince(begun, look))
                fingerprint = "unsettled";
            look.Save();

            var kept = new KeptBuilds(place);
            KeptBuilds.Record record = kept.Add(output, program, inputs, fingerprint);
            kept.Prune();
            return record.ToBuild(isNew: true);
        });

    /// <summary>Whoever builds has the place's lock, and so the one directory in which it does.</summary>
    private static async Task<T> InScratchAsync<T>(BuildPlace place, Func<string, Task<T>> build)
    {
        string scratch = Path.Combine(place.Root, ".staging");
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        try
        {
            return await build(scratch);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
