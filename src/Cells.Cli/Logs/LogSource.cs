using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Logs;

/// <summary>A cell that has a log.</summary>
/// <param name="Name">What it is called here: of a cell of a program that supervises its own, behind the program's.</param>
/// <param name="Files">The cell's files.</param>
internal sealed record LogSource(string Name, CellFiles Files)
{
    /// <summary>All that there are at this moment.</summary>
    internal static IEnumerable<LogSource> Of(SupervisorFiles files)
    {
        var hosts = new HostFolders(files.Directory);
        return files.CellNames().Select(cell => new LogSource(cell, files.Cell(cell)))
            .Concat(hosts.Names().SelectMany(host => hosts.Of(host).CellNames().Select(cell => new LogSource($"{host}/{cell}", hosts.Of(host).Cell(cell)))))
            .Where(static source => File.Exists(source.Files.Log));
    }

    /// <summary>Whether a name typed somewhere means it: its own, or that of the program under which it runs.</summary>
    internal bool IsMeantBy(string typed)
    {
        string name = RunDirectory.NormalName(Name);
        string wanted = RunDirectory.NormalName(typed);
        return name == wanted || name.StartsWith(wanted + "/", StringComparison.Ordinal);
    }
}
