using System.Diagnostics.CodeAnalysis;

namespace Cells.Binding;

/// <summary>
/// The leases in a value that its owner gives up with writing it: what a handler returns, or a producer yields. They are noted as they are written, on one thread, and
/// given back when the scope ends, however it ends.
/// </summary>
public readonly ref struct GivenLeases
{
    [ThreadStatic]
    private static List<SharedBytes>? t_noted;

    [ThreadStatic]
    private static bool t_notes;

    /// <summary>What this thread writes from now on is given up. Nothing but generated code runs in the scope.</summary>
    public static GivenLeases Begin()
    {
        t_notes = true;
        return default;
    }

    /// <summary>Gives back what was written.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "It ends a 'using'; the state is the thread's.")]
    public void Dispose()
    {
        t_notes = false;
        if (t_noted is { Count: > 0 } noted)
            GiveBack(noted);
    }

    internal static void Note(SharedBytes lease)
    {
        if (t_notes)
            (t_noted ??= []).Add(lease);
    }

    private static void GiveBack(List<SharedBytes> noted)
    {
        foreach (SharedBytes lease in noted)
            lease.Dispose();
        noted.Clear();
    }
}
