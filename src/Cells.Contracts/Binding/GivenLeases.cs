namespace Cells.Binding;

/// <summary>
/// The leases in a value that its owner gives up with writing it: what a handler returns, or a producer yields. They are noted as they are written, on one thread, and given
/// back afterwards.
/// </summary>
public static class GivenLeases
{
    [ThreadStatic]
    private static List<SharedBytes>? t_noted;

    [ThreadStatic]
    private static bool t_notes;

    /// <summary>What this thread writes from now on is given up.</summary>
    public static void Begin() => t_notes = true;

    /// <summary>Gives back what was written since <see cref="Begin"/>.</summary>
    public static void End()
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
