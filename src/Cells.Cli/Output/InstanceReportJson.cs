using System.Text.Json;
using Cells.Nucleus.Contracts;

namespace Cells.Cli.Output;

/// <summary>What a cell says of itself, for programs.</summary>
internal static class InstanceReportJson
{
    /// <summary>Writes the members <c>sessions</c> and <c>hub</c>; both null where the cell was not asked or did not answer.</summary>
    internal static void Write(Utf8JsonWriter writer, InstanceReport? report)
    {
        if (report is null)
        {
            writer.WriteNull("sessions");
            writer.WriteNull("hub");
            return;
        }

        writer.WriteStartArray("sessions");
        foreach (SessionStatus session in report.Sessions)
            Write(writer, session);
        writer.WriteEndArray();
        Write(writer, report.Hub);
    }

    private static void Write(Utf8JsonWriter writer, SessionStatus session)
    {
        writer.WriteStartObject();
        writer.WriteString("peer", session.Peer);
        writer.WriteOrNull("process_id", session.PeerProcessId, session.PeerProcessId == 0);
        writer.WriteBoolean("accepted", session.Accepted);
        writer.WriteNumber("calls", session.CallsBegun);
        writer.WriteString("transport", session.Transport);
        writer.WriteOrNull("why_no_shared_memory", session.WhyNoSharedMemory);
        writer.WriteBoolean("isolated", session.Isolated);
        if (session.Lane is { } lane)
            Write(writer, lane);
        else
            writer.WriteNull("shared_memory");
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LaneStatus lane)
    {
        writer.WriteStartObject("shared_memory");
        writer.WriteNumber("leases_outstanding", lane.Lent);
        writer.WriteNumber("leased_bytes", lane.LentBytes);
        writer.WriteNumber("borrowed", lane.Borrowed);
        writer.WriteNumber("not_lent", lane.NotLent);
        writer.WriteNumber("spins", lane.Spins);
        writer.WriteNumber("sleeps", lane.Sleeps);
        writer.WriteNumber("wake_ups", lane.WakeUps);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, HubStatus hub)
    {
        writer.WriteStartObject("hub");
        writer.WriteStartArray("slots");
        foreach (SlotClassStatus one in hub.Classes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("bytes", one.SlotBytes);
            writer.WriteNumber("in_use", one.InUse);
            writer.WriteNumber("peak", one.Peak);
            writer.WriteNumber("extents", one.Extents);
            writer.WriteNumber("waits", one.Waits);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("committed_bytes", hub.CommittedBytes);
        writer.WriteNumber("large_pieces", hub.LargePieces);
        writer.WriteNumber("large_waits", hub.LargeWaits);
        writer.WriteNumber("not_to_be_had", hub.NotToBeHad);
        writer.WriteNumber("sessions_refused", hub.Violations);
        writer.WriteEndObject();
    }
}
