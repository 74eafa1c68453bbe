using Cells.Toml;

namespace Cells.Rpc.Discovery;

/// <summary>
/// Where the sockets and logs of cells are found: a folder for each cell with <c>cell.sock</c> and <c>log/</c>, and the supervisor's <c>nucleus.sock</c>.
/// </summary>
/// <param name="path">The directory's absolute path.</param>
public sealed class RunDirectory(string path)
{
    /// <summary>The variable that names the run directory; set for every supervised cell.</summary>
    public const string Variable = "CELL_RUN_DIR";

    /// <summary>The name of <see cref="CellIsolation"/>, beside the cell's socket.</summary>
    internal const string IsolationFile = "isolated";

    private const string GenomeFile = "Genome.toml";

    /// <summary>The directory's absolute path. It may not exist yet.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The supervisor's socket.</summary>
    public string NucleusSocket => System.IO.Path.Combine(Path, "nucleus.sock");

    /// <summary>The run directory that commands and programs started here share.</summary>
    /// <param name="named">What <c>--run-dir</c> named, if anything.</param>
    /// <remarks>
    /// In this order: the one named; <see cref="Variable"/>; <c>run/</c> beside the outermost workspace genome upwards from the current directory;
    /// <c>cells</c> in <c>XDG_RUNTIME_DIR</c>; <c>cells-USER</c> in the system's temporary directory.
    /// </remarks>
    /// <exception cref="TomlException">A <c>Genome.toml</c> on the way up cannot be read.</exception>
    public static RunDirectory Locate(string? named = null)
    {
        if (!string.IsNullOrEmpty(named))
            return new RunDirectory(named);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } fromEnvironment)
            return new RunDirectory(fromEnvironment);
        if (OutermostWorkspace(Environment.CurrentDirectory) is { } workspace)
            return new RunDirectory(System.IO.Path.Combine(workspace, "run"));
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
            return new RunDirectory(System.IO.Path.Combine(runtime, "cells"));
        return new RunDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cells-{Platform.Sockets.PeerCredentials.OwnUserId}"));
    }

    /// <summary>The folder of a cell.</summary>
    /// <param name="cell">The cell's name; <c>-</c> and <c>_</c> are the same.</param>
    public string CellDirectory(string cell) => System.IO.Path.Combine(Path, NormalName(cell));

    /// <summary>The socket of a cell.</summary>
    public string CellSocket(string cell) => System.IO.Path.Combine(CellDirectory(cell), "cell.sock");

    /// <summary>The file that is there while a cell is isolated: who connects to it treats it so (<see cref="SessionOptions.Isolated"/>).</summary>
    public string CellIsolation(string cell) => System.IO.Path.Combine(CellDirectory(cell), IsolationFile);

    /// <summary>The file whose lock is held by whoever owns a cell's socket.</summary>
    public string CellLock(string cell) => System.IO.Path.Combine(CellDirectory(cell), "cell.lock");

    /// <summary>The folder of a cell's log files.</summary>
    public string LogDirectory(string cell) => System.IO.Path.Combine(CellDirectory(cell), "log");

    /// <summary>A cell's name as it is used everywhere: <c>-</c> becomes <c>_</c>.</summary>
    public static string NormalName(string cell) => cell.Replace('-', '_');

    private static string? OutermostWorkspace(string start)
    {
        string? outermost = null;
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            string genome = System.IO.Path.Combine(directory.FullName, GenomeFile);
            if (File.Exists(genome) && TomlDocument.Load(genome).Root.TryGetEntry("workspace", out _))
                outermost = directory.FullName;
        }

        return outermost;
    }
}
