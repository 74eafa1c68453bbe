namespace Cells.Platform.Polling;

/// <summary>
/// Who reads something, in one word: an epoch, a count of entries into user code, and a state. The reader marks when it runs user
/// code. Where the same stretch of user code lasts longer than a tick of the sentinel, another thread takes the reading over by changing
/// the epoch; the first thread finds out when its user code returns, and leaves.
/// </summary>
public sealed class ReadingTurn
{
    private const ulong StateMask = 3;
    private const ulong Free = 0;
    private const ulong Reading = 1;
    private const ulong InUserCode = 2;
    private const ulong EntryUnit = 4;
    private const ulong EntryMask = 0xFFFF_FFFC;
    private const ulong EpochUnit = 1UL << 32;

    private ulong _word;

    /// <summary>The word as it is now; for the sentinel to compare.</summary>
    public ulong Word => Volatile.Read(ref _word);

    /// <summary>Whether nobody reads at this moment.</summary>
    public bool IsFree => (Volatile.Read(ref _word) & StateMask) == Free;

    /// <summary>Tries to become the one that reads.</summary>
    public bool TryBegin()
    {
        ulong word = Volatile.Read(ref _word);
        return (word & StateMask) == Free && Interlocked.CompareExchange(ref _word, (word & ~StateMask) | Reading, word) == word;
    }

    /// <summary>Stops reading. Only the reader calls it.</summary>
    public void End() => Volatile.Write(ref _word, Volatile.Read(ref _word) & ~StateMask);

    /// <summary>The reader is about to run user code.</summary>
    /// <returns>What <see cref="TryLeaveUserCode"/> must be given.</returns>
    public ulong EnterUserCode()
    {
        ulong word = Volatile.Read(ref _word);
        ulong marked = (word & ~(EntryMask | StateMask)) | ((word + EntryUnit) & EntryMask) | InUserCode;
        Volatile.Write(ref _word, marked);
        return marked;
    }

    /// <summary>User code returned. False: another thread reads now.</summary>
    public bool TryLeaveUserCode(ulong marked) =>
        Interlocked.CompareExchange(ref _word, (marked & ~StateMask) | Reading, marked) == marked;

    /// <summary>Takes the reading from a thread that has been in the same user code since <paramref name="observed"/>.</summary>
    public bool TryDepose(ulong observed) =>
        IsInUserCode(observed) &&
        Interlocked.CompareExchange(ref _word, ((observed & ~StateMask) + EpochUnit) | Reading, observed) == observed;

    /// <summary>Whether a word says that the reader is in user code.</summary>
    public static bool IsInUserCode(ulong word) => (word & StateMask) == InUserCode;
}
