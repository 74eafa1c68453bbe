namespace Picante.Evaluation;

/// <summary>Whoever asks leads a computation, but nothing of its surroundings (deadlines, activities) belongs to the value.</summary>
internal static class EmptyFlow
{
    /// <summary>A flow in which nothing is set.</summary>
    internal static ExecutionContext Context { get; } = Capture();

    private static ExecutionContext Capture()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
