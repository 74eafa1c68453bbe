using Cells.Platform.Files;
using Cells.Rpc.Discovery;

namespace Cells.Nucleus.RunDirectories;

/// <summary>What a supervisor keeps in its run directory.</summary>
/// <param name="directory">The run directory; need not exist.</param>
public sealed class SupervisorFiles(RunDirectory directory)
{
    /// <summary>The run directory.</summary>
    public RunDirectory Directory => directory;

    /// <summary>The supervisor's socket.</summary>
    public string Socket => directory.NucleusSocket;

    /// <summary>Where cells whose supervisor was killed find the next one.</summary>
    public string AdoptionSocket => Path.Combine(directory.Path, "adoption.sock");

    /// <summary>Locked by the supervisor for as long as it runs: a run directory has one.</summary>
    public string Lock => Path.Combine(directory.Path, "nucleus.lock");

    /// <summary>What the supervisor has to say.</summary>
    public string Log => Path.Combine(directory.Path, "nucleus.log");

    /// <summary>Makes the run directory, or checks that the one that is there belongs to this user alone.</summary>
    /// <exception cref="UnauthorizedAccessException">It does not.</exception>
    public void Ensure() => PrivateDirectory.Ensure(directory.Path);

    /// <summary>What is kept of one cell.</summary>
    public CellFiles Cell(string name) => new(directory, name);

    /// <summary>The names of the cells of which something is kept, running or not.</summary>
    public IReadOnlyList<string> CellNames() => System.IO.Directory.Exists(directory.Path)
        ? [.. System.IO.Directory.EnumerateDirectories(directory.Path).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];
}
