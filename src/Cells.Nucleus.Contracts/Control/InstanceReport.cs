namespace Cells.Nucleus.Contracts;

/// <summary>What goes on in an instance.</summary>
/// <param name="Sessions">The sessions that it has open, those that it serves and those that it calls over; without the one to its supervisor.</param>
/// <param name="Hub">Its memory that others may read.</param>
/// <param name="Calls">The calls that it has served; null where nobody has asked for them to be counted.</param>
[CellMessage]
public sealed partial record InstanceReport(List<SessionStatus> Sessions, HubStatus Hub, CallFigures? Calls);

/// <summary>One session of a process.</summary>
/// <param name="Peer">The name that the other side gave; empty for a program that is no cell.</param>
/// <param name="PeerProcessId">Its process; 0 where that is not known.</param>
/// <param name="Transport">What its frames go over: <c>shm</c>, <c>unix</c> or <c>inproc</c>.</param>
/// <param name="WhyNoSharedMemory">Why it goes through its socket; empty where it does not.</param>
/// <param name="Lane">How it uses shared memory; null where it goes through its socket.</param>
/// <param name="Accepted">Whether the peer opened it.</param>
/// <param name="CallsBegun">How many calls of the peer's have been begun over it.</param>
/// <param name="Isolated">Whether the peer is shown copies only, and copied from.</param>
[CellMessage]
public sealed partial record SessionStatus(string Peer, int PeerProcessId, string Transport, string WhyNoSharedMemory, LaneStatus? Lane, bool Accepted, long CallsBegun, bool Isolated);

/// <summary>How a session uses shared memory.</summary>
/// <param name="Lent">How many pieces the peer has been lent and not returned.</param>
/// <param name="LentBytes">Their size in bytes.</param>
/// <param name="Borrowed">How many pieces of the peer's are in use here.</param>
/// <param name="NotLent">How often something was copied that could have been lent, because of a limit.</param>
/// <param name="Spins">How often this side looked and found nothing.</param>
/// <param name="Sleeps">How often it announced that it was about to sleep.</param>
/// <param name="WakeUps">How often it woke the peer.</param>
[CellMessage]
public sealed partial record LaneStatus(int Lent, long LentBytes, int Borrowed, long NotLent, long Spins, long Sleeps, long WakeUps);

/// <summary>The memory of a process that others may read.</summary>
/// <param name="Classes">Its slots, by size.</param>
/// <param name="CommittedBytes">What all of it takes.</param>
/// <param name="LargePieces">How many pieces are larger than the largest slot, each in a region of its own.</param>
/// <param name="LargeWaits">How often somebody waited for memory for one.</param>
/// <param name="NotToBeHad">How often there was no such memory, and bytes were copied.</param>
/// <param name="Violations">How many sessions were ended because of what their peers sent.</param>
[CellMessage]
public sealed partial record HubStatus(List<SlotClassStatus> Classes, long CommittedBytes, int LargePieces, long LargeWaits, long NotToBeHad, long Violations);

/// <summary>Slots of one size.</summary>
/// <param name="SlotBytes">The size of one.</param>
/// <param name="InUse">How many are in use.</param>
/// <param name="Peak">How many were at most.</param>
/// <param name="Extents">How many regions they are in.</param>
/// <param name="Waits">How often somebody waited for one.</param>
[CellMessage]
public sealed partial record SlotClassStatus(int SlotBytes, int InUse, int Peak, int Extents, long Waits);
