using Cells.Platform.Native;

namespace Cells.Platform.Polling;

/// <summary>
/// A descriptor that is read by one thread at a time: the reactor's leader, or a thread that waits for an answer and reads for itself.
/// </summary>
public abstract class PolledSource
{
    /// <summary>Set while the source waits for the sentinel to give it back to epoll.</summary>
    internal int HandedBack;

    /// <summary>Who reads.</summary>
    public ReadingTurn Turn { get; } = new();

    /// <summary>The descriptor that epoll watches.</summary>
    protected internal abstract DescriptorHandle Descriptor { get; }

    /// <summary>Whether output waits for room.</summary>
    protected internal abstract bool WantsToWrite { get; }

    /// <summary>Nobody reads from now on until the descriptor says that there is something. Any thread may call it.</summary>
    /// <returns>False: there is something already, of which the descriptor will not tell.</returns>
    protected internal virtual bool TryPrepareToSleep() => true;

    internal ulong Key { get; set; }

    internal bool Armed { get; set; }

    internal bool Registered { get; set; }

    internal long LastProgress { get; set; }

    /// <summary>How often in a row it was polled for nothing.</summary>
    internal int EmptyPolls { get; set; }

    /// <summary>A look whether <see cref="Read"/> may find anything. Any thread, without the turn; true where only reading can tell.</summary>
    protected internal virtual bool MayRead() => true;

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
