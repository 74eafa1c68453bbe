namespace Cells.Binding;

/// <summary>
/// The leases in a value that its owner gives up with writing it: what a handler returns, or a producer yields. They are noted as they are written, on one thread, and
/// given back when the scope ends, however it ends.
/// </summary>
public readonly ref struct GivenLeases
{
    [ThreadStatic]
    private static Notes? t_notes;

    private readonly Notes _notes;

    private GivenLeases(Notes notes) => _notes = notes;

    /// <summary>What this thread writes from now on is given up. Nothing but generated code runs in the scope.</summary>
    public static GivenLeases Begin()
    {
        Notes notes = t_notes ??= new Notes();
        notes.IsOpen = true;
        return new GivenLeases(notes);
    }

    /// <summary>Gives back what was written.</summary>
    public void Dispose()
    {
        _notes.IsOpen = false;
        if (_notes.Leases.Count > 0)
            GiveBack(_notes.Leases);
    }

    internal static void Note(SharedBytes lease)
    {
        if (t_notes is { IsOpen: true } notes)
            notes.Leases.Add(lease);
    }

    private static void GiveBack(List<SharedBytes> noted)
    {
        foreach (SharedBytes lease in noted)
            lease.Dispose();
        noted.Clear();
    }

    /// <summary>A thread's.</summary>
    private sealed class Notes
    {
        internal List<SharedBytes> Leases { get; } = [];

        internal bool IsOpen { get; set; }
    }
}
