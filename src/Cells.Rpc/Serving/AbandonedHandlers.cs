namespace Cells.Rpc.Serving;

/// <summary>The handlers of this process that have not returned although nobody waits for their calls any more.</summary>
internal static class AbandonedHandlers
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<ServedCall, long> Since = [];

    /// <summary>The one that has gone on for longest, and for how many milliseconds.</summary>
    internal static (string Method, long Milliseconds)? Oldest
    {
        get
        {
            lock (Gate)
            {
                if (Since.Count == 0)
                    return null;
                (ServedCall call, long tick) = Since.MinBy(static one => one.Value);
                return (call.MethodName, Environment.TickCount64 - tick);
            }
        }
    }

    /// <summary>Its caller has given up, or left.</summary>
    internal static void Add(ServedCall call)
    {
        lock (Gate)
            Since.TryAdd(call, Environment.TickCount64);
    }

    /// <summary>It has returned.</summary>
    internal static void Remove(ServedCall call)
    {
        lock (Gate)
            Since.Remove(call);
    }
}
