namespace Cells.Images.Schemas.Comparison;

/// <summary>Which members of two versions of a message are the same, and what was done to the others.</summary>
internal static class MemberAlignment
{
    /// <summary>A member of the old version, of the new one, or of both.</summary>
    /// <param name="Kind">What was done to it; null where it is as it was, its type and default aside.</param>
    /// <param name="Old">It in the old version; null where it was not there.</param>
    /// <param name="New">It in the new version; null where it is not there.</param>
    /// <param name="MovesOthers">Whether other members have another place because of it.</param>
    internal readonly record struct Pair(EditKind? Kind, MemberSchema? Old, MemberSchema? New, bool MovesOthers = false);

    public static IEnumerable<Pair> Align(MessageSchema before, MessageSchema after)
    {
        HashSet<string> moved = Moved(before, after);
        for (int place = 0; place < Math.Max(before.Members.Count, after.Members.Count); place++)
        {
            MemberSchema? old = place < before.Members.Count ? before.Members[place] : null;
            MemberSchema? now = place < after.Members.Count ? after.Members[place] : null;
            MemberSchema? gone = old is not null && after.IndexOf(old.Name) < 0 ? old : null;
            MemberSchema? come = now is not null && before.IndexOf(now.Name) < 0 ? now : null;
            if (gone is not null && come is not null)
            {
                yield return new Pair(EditKind.MemberRenamed, gone, come);
                continue;
            }

            if (gone is not null)
                yield return new Pair(EditKind.MemberRemoved, gone, null, MovesOthers: now is not null);
            if (come is not null)
                yield return new Pair(old is null ? EditKind.MemberAppended : EditKind.MemberInserted, null, come, MovesOthers: old is not null);
            if (now is not null && come is null)
                yield return new Pair(moved.Contains(now.Name) ? EditKind.MemberMoved : null, before.Members[before.IndexOf(now.Name)], now);
        }
    }

    /// <summary>The members that stand in another order among those that both versions have.</summary>
    private static HashSet<string> Moved(MessageSchema before, MessageSchema after)
    {
        string[] old = [.. before.Members.Select(static member => member.Name).Where(name => after.IndexOf(name) >= 0)];
        string[] now = [.. after.Members.Select(static member => member.Name).Where(name => before.IndexOf(name) >= 0)];
        var moved = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < now.Length; i++)
        {
            if (old[i] != now[i])
                moved.Add(now[i]);
        }

        return moved;
    }
}
