using Cells.Platform.Native;

namespace Cells.Platform.Polling;

/// <summary>
/// Something that is read by one thread at a time: the reactor's leader, or a thread that waits for an answer and reads for itself.
/// </summary>
/// <remarks>
/// Who reads is one word: an epoch, a count of entries into user code, and a state. The reader marks when it runs user code. Where the
/// same stretch of user code lasts longer than a tick of the sentinel, another thread takes the reading over by changing the epoch; the first
/// thread finds out when its user code returns, and leaves.
/// </remarks>
public abstract class PolledSource
{
    private const ulong StateMask = 3;
    private const ulong Free = 0;
    private const ulong Reading = 1;
    private const ulong InUserCode = 2;
    private const ulong EntryUnit = 4;
    private const ulong EntryMask = 0xFFFF_FFFC;
    private const ulong EpochUnit = 1UL << 32;

    private ulong _owner;

    /// <summary>The descriptor that epoll watches.</summary>
    protected internal abstract DescriptorHandle Descriptor { get; }

    /// <summary>Whether output waits for room.</summary>
    protected internal abstract bool WantsToWrite { get; }

    internal ulong Key { get; set; }

    internal bool Armed { get; set; }

    internal bool Registered { get; set; }

    internal long LastProgress { get; set; }

    internal int HandedBack;

    /// <summary>The word as it is now; for the sentinel to compare.</summary>
    internal ulong OwnerWord => Volatile.Read(ref _owner);

    /// <summary>Tries to become the one that reads.</summary>
    public bool TryBeginReading()
    {
        ulong word = Volatile.Read(ref _owner);
        return (word & StateMask) == Free && Interlocked.CompareExchange(ref _owner, (word & ~StateMask) | Reading, word) == word;
    }

    /// <summary>Stops reading. Only the reader calls it.</summary>
    public void EndReading() => Volatile.Write(ref _owner, Volatile.Read(ref _owner) & ~StateMask);

    /// <summary>The reader is about to run user code.</summary>
    /// <returns>What <see cref="TryLeaveUserCode"/> must be given.</returns>
    public ulong EnterUserCode()
    {
        ulong word = Volatile.Read(ref _owner);
        ulong marked = (word & ~(EntryMask | StateMask)) | ((word + EntryUnit) & EntryMask) | InUserCode;
        Volatile.Write(ref _owner, marked);
        return marked;
    }

    /// <summary>User code returned. False: another thread reads now.</summary>
    public bool TryLeaveUserCode(ulong marked) =>
        Interlocked.CompareExchange(ref _owner, (marked & ~StateMask) | Reading, marked) == marked;

    /// <summary>Takes the reading from a thread that has been in the same user code since <paramref name="observed"/>.</summary>
    internal bool TryDepose(ulong observed) =>
        (observed & StateMask) == InUserCode &&
        Interlocked.CompareExchange(ref _owner, ((observed & ~StateMask) + EpochUnit) | Reading, observed) == observed;

    internal static bool IsInUserCode(ulong word) => (word & StateMask) == InUserCode;

    /// <summary>Reads what is there and handles it, without waiting. Called by the reader only.</summary>
    protected internal abstract ReadOutcome Read();

    /// <summary>
    /// The calling thread has taken the reading over from one that is stuck in user code: nothing that code still looks at may be
    /// written again.
    /// </summary>
    protected internal abstract void TakeOver();

    /// <summary>Sends what waits for room. Any thread may call it.</summary>
    protected internal abstract void Write();
}
