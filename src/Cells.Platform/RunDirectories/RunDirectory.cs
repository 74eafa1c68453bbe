using Cells.Platform.Files;
using Cells.Platform.Native;

namespace Cells.Platform.RunDirectories;

/// <summary>
/// Where the sockets and logs of running cells are found. It stands below Rpc and the supervisor because a caller that looks for a
/// cell and the supervisor that runs it must come to the same place.
/// </summary>
public sealed class RunDirectory
{
    /// <summary>The variable that names it; set for every supervised cell.</summary>
    public const string Variable = "CELL_RUN_DIR";

    /// <summary>Its name beside a workspace's genome.</summary>
    public const string FolderName = "run";

    /// <summary>A directory that is known.</summary>
    /// <param name="path">The directory; need not exist.</param>
    public RunDirectory(string path) => DirectoryPath = System.IO.Path.GetFullPath(path);

    /// <summary>The directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>The socket of the supervisor.</summary>
    public string SupervisorSocket => Path.Combine(DirectoryPath, "nucleus.sock");

    /// <summary>Locked by the supervisor for as long as it runs.</summary>
    public string SupervisorLock => Path.Combine(DirectoryPath, "nucleus.lock");

    /// <summary>What the supervisor has to say.</summary>
    public string SupervisorLog => Path.Combine(DirectoryPath, "nucleus.log");

    /// <summary>The directory that a command or a caller in this process means.</summary>
    /// <param name="named">The one named on the command line, if any.</param>
    public static RunDirectory Find(string? named = null) => Find(named, Environment.CurrentDirectory, Environment.GetEnvironmentVariable);

    /// <summary>
    /// The directory that is meant by: the one named; else the variable; else <c>run</c> beside the outermost workspace's genome upwards
    /// from the current directory; else one in the user's runtime directory; else one in the system's temporary directory.
    /// </summary>
    public static RunDirectory Find(string? named, string currentDirectory, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (!string.IsNullOrEmpty(named))
            return new RunDirectory(Path.Combine(currentDirectory, named));
        if (variable(Variable) is { Length: > 0 } set)
            return new RunDirectory(Path.Combine(currentDirectory, set));
        if (WorkspaceRoot.FindOutermost(currentDirectory) is { } root)
            return new RunDirectory(Path.Combine(root, FolderName));
        if (variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathRooted(runtime))
            return new RunDirectory(Path.Combine(runtime, "cells"));
        return new RunDirectory(Path.Combine(Path.GetTempPath(), $"cells-{Libc.EffectiveUser()}"));
    }

    /// <summary>Makes the directory, or checks that the one that is there belongs to this user alone.</summary>
    /// <exception cref="UnauthorizedAccessException">It does not.</exception>
    public void Ensure() => PrivateDirectory.Ensure(DirectoryPath);

    /// <summary>The part of one cell.</summary>
    public CellDirectory Cell(string name) => new(Path.Combine(DirectoryPath, name));

    /// <summary>The names of the cells that have, or had, a part in it.</summary>
    public IReadOnlyList<string> CellNames() => Directory.Exists(DirectoryPath)
        ? [.. Directory.EnumerateDirectories(DirectoryPath).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public override string ToString() => DirectoryPath;
}
