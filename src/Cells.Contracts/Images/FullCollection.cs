using System.Diagnostics.CodeAnalysis;

namespace Cells;

/// <summary>Something that is done after each full garbage collection, for as long as the process lives: an object that is found dead by each.</summary>
[SuppressMessage("Design", "MA0055", Justification = "To be found dead is how it learns of a collection.")]
internal sealed class FullCollection
{
    private readonly Action _then;

    private FullCollection(Action then) => _then = then;

    // Before it is old itself, younger collections find it as well.
    ~FullCollection()
    {
        _then();
        if (!Environment.HasShutdownStarted)
            GC.ReRegisterForFinalize(this);
    }

    /// <summary>Has it done.</summary>
    /// <param name="then">Short, on the thread of finalizers.</param>
    internal static void Follow(Action then) => _ = new FullCollection(then);
}
