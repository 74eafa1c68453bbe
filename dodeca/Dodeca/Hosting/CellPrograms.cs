using Cells.Nucleus.Builds;

namespace Dodeca.Hosting;

/// <summary>Finds the programs of cells: beside this program where it was published, in a clone of the repository by building what is not built yet.</summary>
public sealed class CellPrograms : IAsyncDisposable
{
    /// <summary>The variable in which the launcher says where the repository is.</summary>
    private const string RepositoryVariable = "CELLS_REPOSITORY";

    private readonly Dictionary<string, Task<CellProgramFile?>> _ready = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<CellProgramFile>> _found = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();

    internal CellPrograms()
    {
    }

    /// <summary>Begins to look for all that sites are built and served with, in one look at the sources, while the program does something else. Nothing is built yet.</summary>
    public static CellPrograms Begin()
    {
        var programs = new CellPrograms();
        programs.LookFor(SiteCells.OfSites);
        return programs;
    }

    /// <summary>The program of a cell; it is built where that has to be.</summary>
    /// <param name="name">The cell's name.</param>
    /// <param name="building">Told when it is built.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    internal Task<CellProgramFile> FindAsync(string name, Action<string>? building)
    {
        lock (_gate)
        {
            LookFor(SiteCells.OfSites.Contains(name) ? SiteCells.OfSites : [name]);
            if (!_found.TryGetValue(name, out Task<CellProgramFile>? found))
                _found.Add(name, found = FoundAsync(name, _ready[name], building));
            return found;
        }
    }

    /// <summary>From now on a cell runs another program.</summary>
    internal void Replace(string cell, CellProgramFile program)
    {
        lock (_gate)
        {
            foreach (string name in _found.Keys.Where(name => name.Replace('-', '_') == cell).ToArray())
                _found[name] = Task.FromResult(program);
        }
    }

    /// <summary>Begins to look for those that were not looked for yet, in one look at the sources.</summary>
    private void LookFor(IReadOnlyList<string> names)
    {
        lock (_gate)
        {
            string[] unknown = [.. names.Where(name => !_ready.ContainsKey(name))];
            if (unknown.Length == 0)
                return;
            Task<Dictionary<string, CellProgramFile>> look = Task.Run(() => Ready(unknown));
            foreach (string name in unknown)
                _ready.Add(name, OneOfAsync(look, name));
        }
    }

    private static async Task<CellProgramFile?> OneOfAsync(Task<Dictionary<string, CellProgramFile>> look, string name) => (await look).GetValueOrDefault(name);

    /// <summary>Ends the builds that run: nobody waits for them any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ending.IsCancellationRequested)
            return;
        await _ending.CancelAsync();
        Task[] found;
        lock (_gate)
            found = [.. _found.Values];
        await Task.WhenAll(found).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task<CellProgramFile> FoundAsync(string name, Task<CellProgramFile?> ready, Action<string>? building)
    {
        if (await ready is { } program)
            return program;
        string project = Project(name) ?? throw new FileNotFoundException($"there is no program '{Published(name)}', and {RepositoryVariable} names no clone of the repository to build it from");
        if (!File.Exists(project))
            throw new FileNotFoundException($"there is no project '{project}'");
        return Of(name, await CellBuilder.EnsureAsync(project, () => building?.Invoke(name), BuildMode.Whole, _ending.Token));
    }

    /// <summary>Those that are there, and made of the sources as they are now.</summary>
    private static Dictionary<string, CellProgramFile> Ready(string[] names)
    {
        Dictionary<string, CellProgramFile> ready = new(StringComparer.Ordinal);
        List<string> others = [];
        foreach (string name in names)
        {
            string published = Published(name);
            if (File.Exists(published))
                ready.Add(name, new CellProgramFile(published, BuildContent.IdOf(Path.GetDirectoryName(published)!), Path.GetDirectoryName(published)!));
            else if (File.Exists(Project(name)))
                others.Add(name);
        }

        IReadOnlyList<CellBuild?> current = CellBuilder.FindCurrent([.. others.Select(static name => Project(name)!)]);
        for (int i = 0; i < current.Count; i++)
        {
            if (current[i] is { } build)
                ready.Add(others[i], Of(others[i], build));
        }

        return ready;
    }

    private static string Published(string name) => Path.Combine(AppContext.BaseDirectory, "cells", name, $"dodeca-cell-{name}");

    private static string? Project(string name) => Environment.GetEnvironmentVariable(RepositoryVariable) is { Length: > 0 } repository
        ? Path.Combine(repository, "cells", $"cell-{name}", $"cell-{name}.csproj")
        : null;

    private static CellProgramFile Of(string name, CellBuild build) => new(build.Program, build.Id, Path.GetDirectoryName(Project(name))!);
}
