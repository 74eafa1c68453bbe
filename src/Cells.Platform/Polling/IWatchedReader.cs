namespace Cells.Platform.Polling;

/// <summary>A thread that reads and runs user code in between, as the sentinel sees it.</summary>
public interface IWatchedReader
{
    /// <summary>Whose turn it is at the moment; null where it reads nothing.</summary>
    ReadingTurn? CurrentTurn { get; }

    /// <summary>The thread that reads, by the kernel's number; 0 where it is unknown.</summary>
    int ThreadId { get; }

    /// <summary>
    /// The reader has been in the same user code for too long: another thread should take over with
    /// <see cref="ReadingTurn.TryDepose"/>.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="observed">Its word, the same as at the ticks before.</param>
    void Replace(ReadingTurn turn, ulong observed);
}
