using Cells.Platform.Files;

namespace Cells.Platform.RunDirectories;

/// <summary>The part of a run directory that belongs to one cell.</summary>
/// <param name="path">The directory; need not exist.</param>
public sealed class CellDirectory(string path)
{
    /// <summary>The directory.</summary>
    public string DirectoryPath => path;

    /// <summary>The socket that the cell serves.</summary>
    public string Socket => Path.Combine(path, "cell.sock");

    /// <summary>Locked by whoever may remove and bind the socket.</summary>
    public string Lock => Path.Combine(path, "cell.lock");

    /// <summary>Where its logs are.</summary>
    public string LogDirectory => Path.Combine(path, "log");

    /// <summary>What its instances write, and what their supervisor says of them.</summary>
    public string LogFile => Path.Combine(LogDirectory, "current.log");

    /// <summary>What stood in <see cref="LogFile"/> before that became too large.</summary>
    public string PreviousLogFile => Path.Combine(LogDirectory, "previous.log");

    /// <summary>Where the temporary files of its instances are, a folder for each.</summary>
    public string TemporaryDirectory => Path.Combine(path, "tmp");

    /// <summary>Makes the directory and its logs', or checks that those that are there belong to this user alone.</summary>
    public void Ensure()
    {
        PrivateDirectory.Ensure(path);
        PrivateDirectory.Ensure(LogDirectory);
    }
}
