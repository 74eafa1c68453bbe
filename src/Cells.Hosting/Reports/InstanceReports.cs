using Cells.Nucleus.Contracts;
using Cells.Platform.SharedMemory;
using Cells.Rpc;
using Cells.Transports.SharedMemory;
using Cells.Transports.Sockets;

namespace Cells.Hosting;

/// <summary>Says what goes on in this process.</summary>
internal static class InstanceReports
{
    /// <param name="server">What the process serves.</param>
    /// <param name="supervisor">The session that is not listed; null: all are.</param>
    /// <param name="calls">What was counted of the calls that it serves; null: nothing.</param>
    internal static InstanceReport Now(CellServer server, CellSession? supervisor, CallFigures? calls)
    {
        HashSet<CellSession> accepted = [.. server.Sessions];
        return new InstanceReport(
            [.. CellSession.OpenInThisProcess.Where(session => session != supervisor).Select(session => Describe(session, accepted.Contains(session)))],
            Describe(Hub.Shared.Figures),
            calls);
    }

    private static SessionStatus Describe(CellSession session, bool accepted) => new(
        session.Peer.Cell,
        session.Peer.ProcessId ?? 0,
        session.Peer.Transport,
        session.WhyNoSharedMemory ?? "",
        session.LaneFigures is { } lane ? Describe(lane) : null,
        accepted,
        session.CallsBegun,
        session.IsIsolated);

    private static LaneStatus Describe(LaneFigures lane) => new(lane.Lent, lane.LentBytes, lane.Borrowed, lane.NotLent, lane.Spins, lane.Sleeps, lane.WakeUps);

    private static HubStatus Describe(HubFigures hub) => new(
        [.. hub.Classes.Select(static one => new SlotClassStatus(one.SlotBytes, one.InUse, one.Peak, one.Extents, one.Waits))],
        hub.CommittedBytes,
        hub.LargePieces,
        hub.LargeWaits,
        hub.Refused,
        SocketLink.Violations);
}
