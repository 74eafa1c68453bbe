using Cells.Platform.Files;
using Cells.Rpc.Discovery;

namespace Cells.Nucleus.RunDirectories;

/// <summary>What a supervisor keeps of one cell.</summary>
/// <param name="directory">The run directory.</param>
/// <param name="name">The cell's name.</param>
public sealed class CellFiles(RunDirectory directory, string name)
{
    /// <summary>
    /// The runtime puts a socket into the folder for temporary files; longer paths have no room for it. (108 bytes less
    /// <c>dotnet-diagnostic-PID-START-socket</c> and an instance's name.)
    /// </summary>
    private const int TemporaryPathLimit = 50;

    /// <summary>The run directory.</summary>
    public string RunDirectory => directory.Path;

    /// <summary>The cell's folder.</summary>
    public string Folder { get; } = directory.CellDirectory(name);

    /// <summary>The socket that the cell serves.</summary>
    public string Socket { get; } = directory.CellSocket(name);

    /// <summary>There while the cell is isolated, for those who connect to it.</summary>
    public string Isolation => directory.CellIsolation(name);

    /// <summary>Locked by whoever may remove and bind the socket.</summary>
    public string Lock => Path.Combine(Folder, "cell.lock");

    /// <summary>What its supervisor keeps in mind of it, for the next one should it be killed. There only while it runs.</summary>
    public string Record => Path.Combine(Folder, "cell.json");

    /// <summary>What its instances write, and what their supervisor says of them.</summary>
    public string Log => Path.Combine(LogFolder, "current.log");

    /// <summary>When what stands in <see cref="Log"/> was written.</summary>
    public string LogTimes => Path.Combine(LogFolder, "current.times");

    /// <summary>What stood in <see cref="Log"/> before that became too large.</summary>
    public string PreviousLog => Path.Combine(LogFolder, "previous.log");

    /// <summary>When what stands in <see cref="PreviousLog"/> was written.</summary>
    public string PreviousLogTimes => Path.Combine(LogFolder, "previous.times");

    /// <summary>Where its instances keep temporary files, a folder for each. There only while there is one.</summary>
    public string TemporaryFolder { get; } = directory.CellDirectory(name).Length <= TemporaryPathLimit
        ? Path.Combine(directory.CellDirectory(name), "tmp")
        : Path.Combine(Path.GetTempPath(), $"cells-tmp-{Platform.Sockets.PeerCredentials.OwnUserId}-{ShortName(directory.CellDirectory(name))}");

    private string LogFolder { get; } = directory.LogDirectory(name);

    /// <summary>Makes the folders, or checks that those that are there belong to this user alone.</summary>
    public void Ensure()
    {
        PrivateDirectory.Ensure(Folder);
        PrivateDirectory.Ensure(LogFolder);
    }

    private static string ShortName(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)))[..12];
}
