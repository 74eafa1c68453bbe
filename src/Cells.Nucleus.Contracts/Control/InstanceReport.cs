namespace Cells.Nucleus.Contracts;

/// <summary>What goes on in an instance.</summary>
/// <param name="Sessions">The sessions that it has open, those that it serves and those that it calls over; without the one to its supervisor.</param>
[CellMessage]
public sealed partial record InstanceReport(List<SessionStatus> Sessions);

/// <summary>One session of a process.</summary>
/// <param name="Peer">The name that the other side gave; empty for a program that is no cell.</param>
/// <param name="PeerProcessId">Its process; 0 where that is not known.</param>
/// <param name="Transport">What its frames go over: <c>shm</c>, <c>unix</c> or <c>inproc</c>.</param>
/// <param name="WhyNoSharedMemory">Why it goes through its socket; empty where it does not.</param>
[CellMessage]
public sealed partial record SessionStatus(string Peer, int PeerProcessId, string Transport, string WhyNoSharedMemory);
