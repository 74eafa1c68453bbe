namespace Cells.Platform.Polling;

/// <summary>A thread that reads and runs user code in between, as the sentinel sees it.</summary>
public interface IWatchedReader
{
    /// <summary>Whose turn it is at the moment; null where it reads nothing.</summary>
    ReadingTurn? CurrentTurn { get; }

    /// <summary>
    /// The reader has been in the same user code for a whole tick: another thread should take over with
    /// <see cref="ReadingTurn.TryDepose"/>.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="observed">Its word, the same as a tick ago.</param>
    void Replace(ReadingTurn turn, ulong observed);
}
