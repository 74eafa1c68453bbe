using System.Globalization;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Developing;

/// <summary>Keeps cells running as their sources are: builds and upgrades those that have changed, whenever one is saved.</summary>
/// <param name="typed">The cells, as they were named.</param>
/// <param name="force">Whether a cell may take over that does not fit those that call it.</param>
/// <param name="files">The run directory's files.</param>
internal sealed class DevelopmentLoop(string[] typed, bool force, SupervisorFiles files)
{
    private static readonly int DrainTimeoutMs = (int)Nucleus.Supervision.Supervisor.DefaultDrainTimeout.TotalMilliseconds;

    private readonly List<string> _started = [];
    private string? _toWarmUp;

    /// <summary>The cells that did not run before.</summary>
    internal IReadOnlyList<string> Started => _started;

    /// <summary>Starts the cells.</summary>
    /// <returns>The names of those that run here, and not under a program that has cells of its own.</returns>
    internal async Task<List<string>> StartAsync(CancellationToken cancellation)
    {
        CellBuilds builds = await CellBuilds.EnsureAsync(CellSelection.Of(typed, files), isLocked: false, new BuildMode(UsesServers: true, Restores: true), cancellation);
        _toWarmUp = builds.FoundProject;
        List<string> names = [];
        foreach (CellSpec spec in builds.Specs)
        {
            // One that runs under a program of its own is developed there.
            List<StartReply> hosted = await HostedCells.UpgradeAsync(spec, force, DrainTimeoutMs, files, cancellation);
            hosted.ForEach(static reply => StartReplies.Report(reply, json: false));
            if (hosted.Count > 0)
                continue;
            StartReply reply = await CellStart.AskAsync(spec, files, cancellation);
            StartReplies.Report(reply, json: false);
            if (reply.Outcome == StartOutcomes.Started)
                _started.Add(spec.Name);
            names.Add(spec.Name);
        }

        return names;
    }

    /// <summary>Where nothing had to be built, the first save would pay for the start of the SDK's build servers.</summary>
    internal async Task WarmUpAsync(CancellationToken cancellation)
    {
        if (_toWarmUp is null)
            return;
        try
        {
            await CellBuilder.WarmUpAsync(_toWarmUp, cancellation);
        }
        catch (BuildFailedException)
        {
            // Sources that are being written: the save that ends it is built, and what is wrong then is said.
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            Say($"the first save will take longer. {error.Message}");
        }
    }

    /// <summary>Follows the sources until it is cancelled.</summary>
    internal async Task FollowAsync(CancellationToken cancellation)
    {
        using var watch = new SourceWatch();
        watch.Watch(Folders());
        Say($"watching the sources of {string.Join(", ", CellSelection.Of(typed, files).Select(static one => one.Cell.Name))}; Ctrl-C ends it");
        while (true)
        {
            SourceWatch.Change change = await watch.NextAsync(cancellation);
            try
            {
                await ApplyAsync(change, cancellation);
            }
            catch (BuildFailedException error)
            {
                Say($"{NamesOf(change)} saved, and it does not build. What ran before runs on.\n{string.Join('\n', error.Errors)}");
            }
            catch (Exception error) when (error is GenomeException or CommandException or IOException)
            {
                Say($"{NamesOf(change)} saved. {error.Message}");
            }

            watch.Watch(Folders());
        }
    }

    private async Task ApplyAsync(SourceWatch.Change change, CancellationToken cancellation)
    {
        var mode = new BuildMode(UsesServers: true, Restores: !change.Paths.All(static path => Path.GetExtension(path) is ".cs"));
        CellBuilds builds = await CellBuilds.EnsureAsync(CellSelection.Of(typed, files), isLocked: false, mode, cancellation);
        TimeSpan built = TimeProvider.System.GetElapsedTime(change.NoticedAt);
        foreach (CellSpec spec in builds.Specs)
        {
            foreach (StartReply reply in await UpgradeAsync(spec, cancellation))
            {
                if (reply.Outcome != StartOutcomes.Unchanged)
                    Say(Describe(reply, change, built));
            }
        }
    }

    private static string Describe(StartReply reply, SourceWatch.Change change, TimeSpan built)
    {
        CellStatus cell = reply.Status;
        TimeSpan serving = TimeProvider.System.GetElapsedTime(change.NoticedAt);
        return reply.Outcome is StartOutcomes.Kept or StartOutcomes.Failed
            ? $"{cell.Name}: {NamesOf(change)} saved, but {reply.Reason}. {(cell.ProcessId == 0 ? "It does not run." : $"Process {cell.ProcessId} runs on.")}{Quote(reply)}"
            : string.Create(CultureInfo.InvariantCulture, $"{cell.Name}: {NamesOf(change)} saved; built after {built.TotalSeconds:0.0} s, serving after {serving.TotalSeconds:0.0} s (process {cell.ProcessId})");
    }

    private async Task<List<StartReply>> UpgradeAsync(CellSpec spec, CancellationToken cancellation)
    {
        if (await HostedCells.UpgradeAsync(spec, force, DrainTimeoutMs, files, cancellation) is [_, ..] hosted)
            return hosted;
        if (force && SupervisorConnection.TryOpen(files, cancellation) is { } supervisor)
        {
            using (supervisor)
            {
                StartReply reply = await supervisor.Nucleus.UpgradeAsync(new UpgradeRequest(spec, Force: true, DrainTimeoutMs), cancellation);
                if (reply.Outcome != StartOutcomes.NotRunning)
                    return [reply];
            }
        }

        return [await CellStart.AskAsync(spec, files, cancellation)];
    }

    /// <summary>Where a change may change a build, or a genome.</summary>
    private IEnumerable<string> Folders()
    {
        try
        {
            return [.. CellSelection.Of(typed, files).SelectMany(static one => one.Cell.ProjectPath is { } project ? CellBuilder.SourceFolders(project).Append(one.Cell.Folder) : [one.Cell.Folder])];
        }
        catch (GenomeException)
        {
            // A genome that is wrong for the moment: what was watched is watched on.
            return [];
        }
    }

    private static string NamesOf(SourceWatch.Change change) => change.Paths switch
    {
        [var only] => Path.GetFileName(only),
        [var first, ..] => $"{Path.GetFileName(first)} and {change.Paths.Count - 1} more",
        _ => "nothing",
    };

    private static string Quote(StartReply reply) => reply.LastLines.Count == 0 ? "" : $"\n  {string.Join("\n  ", reply.LastLines)}";

    private static void Say(string text) => Console.WriteLine($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {text}");
}
