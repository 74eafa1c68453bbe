using Cells.Nucleus.Builds;

namespace Dodeca.Hosting;

/// <summary>A cell's program.</summary>
/// <param name="Path">Where it is, in a folder that never changes.</param>
/// <param name="Build">Names what it was made of.</param>
/// <param name="Source">The folder of its project; its own where it was not built here.</param>
public sealed record CellProgramFile(string Path, string Build, string Source)
{
    /// <summary>Its assembly.</summary>
    internal string Assembly => Path + ".dll";
}

/// <summary>Finds the programs of cells: beside this program where it was published, in a clone of the repository by building what is not built yet.</summary>
internal static class CellPrograms
{
    /// <summary>The variable in which the launcher says where the repository is.</summary>
    private const string RepositoryVariable = "CELLS_REPOSITORY";

    /// <summary>The program of a cell.</summary>
    /// <param name="name">The cell's name.</param>
    /// <param name="building">Told when it is built.</param>
    /// <param name="cancellation">Ends a build.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="BuildFailedException">It does not build.</exception>
    internal static async Task<CellProgramFile> FindAsync(string name, Action<string>? building, CancellationToken cancellation)
    {
        string file = $"dodeca-cell-{name}";
        string published = Path.Combine(AppContext.BaseDirectory, "cells", name, file);
        if (File.Exists(published))
            return new CellProgramFile(published, BuildContent.IdOf(Path.GetDirectoryName(published)!), Path.GetDirectoryName(published)!);

        if (Environment.GetEnvironmentVariable(RepositoryVariable) is not { Length: > 0 } repository)
            throw new FileNotFoundException($"there is no program '{published}', and {RepositoryVariable} names no clone of the repository to build it from");
        string project = Path.Combine(repository, "cells", $"cell-{name}", $"cell-{name}.csproj");
        if (!File.Exists(project))
            throw new FileNotFoundException($"there is no project '{project}'");
        CellBuild build = await CellBuilder.EnsureAsync(project, () => building?.Invoke(name), BuildMode.Whole, cancellation);
        return new CellProgramFile(build.Program, build.Id, Path.GetDirectoryName(project)!);
    }
}
