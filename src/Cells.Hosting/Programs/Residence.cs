using Cells.Binding;
using Cells.Platform.Native;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>Finds out where a cell lives.</summary>
internal static class Residence
{
    /// <param name="server">What is served.</param>
    /// <param name="contracts">Its contracts.</param>
    /// <param name="arguments">What the program was told.</param>
    /// <param name="logger">Where the cell's own problems are logged.</param>
    /// <param name="announce">Told where a cell without a supervisor serves.</param>
    internal static IResidence Of(CellServer server, IReadOnlyList<ContractDescriptor> contracts, ProgramArguments arguments, ILogger logger, Action<string> announce) =>
        InProcessCell.Current is { } cell ? new InProcessResidence(server, cell)
            : arguments.ControlDescriptor is { } number ? new SupervisedCell(server, contracts, new UnixSocket(DescriptorHandle.Inherit(number)), logger)
            : new StandaloneCell(server, arguments.Name, RunDirectory.Locate(arguments.RunDirectory), announce);
}
