namespace Cells.Transports.SharedMemory;

/// <summary>A session over shared memory at one moment, as one side sees it.</summary>
/// <param name="Lent">How many pieces the peer has been lent and not returned.</param>
/// <param name="LentBytes">Their size in bytes.</param>
/// <param name="Borrowed">How many pieces of the peer's are in use here.</param>
/// <param name="NotLent">How often something was copied that could have been lent, because of a limit.</param>
/// <param name="Spins">How often this side looked and found nothing.</param>
/// <param name="Sleeps">How often it announced that it was about to sleep.</param>
/// <param name="WakeUps">How often it woke the peer.</param>
public readonly record struct LaneFigures(int Lent, long LentBytes, int Borrowed, long NotLent, long Spins, long Sleeps, long WakeUps);
