namespace Cells.Images.Schemas.Comparison;

/// <summary>What follows from who breaks.</summary>
internal static class Breakages
{
    public const Breakage Everyone = Breakage.OldCallers | Breakage.NewCallers;

    /// <summary>Who breaks where a writer of one version and a reader of the other do not fit.</summary>
    /// <param name="direction">Who writes: in a request the caller, in a response the cell.</param>
    /// <param name="oldToNew">Whether what the old version writes does not fit the new one.</param>
    /// <param name="newToOld">Whether what the new version writes does not fit the old one.</param>
    public static Breakage Of(MessageDirection direction, bool oldToNew, bool newToOld)
    {
        (bool oldCallers, bool newCallers) = direction == MessageDirection.Request ? (oldToNew, newToOld) : (newToOld, oldToNew);
        return (oldCallers ? Breakage.OldCallers : Breakage.None) | (newCallers ? Breakage.NewCallers : Breakage.None);
    }

    public static EditClass ClassOf(EditKind kind, Breakage breaks) => kind switch
    {
        EditKind.MethodRemoved or EditKind.MethodRenamed => EditClass.Breaking,
        _ => ClassOf(breaks),
    };

    public static string Describe(Breakage breaks) => breaks switch
    {
        Breakage.OldCallers => "old callers of a new cell",
        Breakage.NewCallers => "new callers of an old cell",
        Everyone => "old callers of a new cell and new callers of an old cell",
        _ => "",
    };

    private static EditClass ClassOf(Breakage breaks) => breaks switch
    {
        Breakage.None => EditClass.Compatible,
        Everyone => EditClass.Breaking,
        _ => EditClass.OneWay,
    };
}
