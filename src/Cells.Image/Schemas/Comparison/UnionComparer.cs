namespace Cells.Images.Schemas.Comparison;

/// <summary>Compares two versions of a union. What its cases hold the comparer of messages looks at.</summary>
internal sealed class UnionComparer(UnionSchema old, UnionSchema now, SchemaPath path, MessageComparer comparer)
{
    private readonly Dictionary<int, CaseSchema> _now = now.Cases.ToDictionary(static item => item.Tag);
    private readonly HashSet<int> _oldTags = [.. old.Cases.Select(static item => item.Tag)];
    private readonly Dictionary<string, int> _oldNames = old.Cases.ToDictionary(static item => item.Name, static item => item.Tag, StringComparer.Ordinal);
    private readonly HashSet<string> _nowNames = new(now.Cases.Select(static item => item.Name), StringComparer.Ordinal);

    public void Compare()
    {
        if (old.IsOpen != now.IsOpen)
            Note(EditKind.OpennessChanged, "", EnumComparer.Openness(old.IsOpen), EnumComparer.Openness(now.IsOpen), oldToNew: false, newToOld: false);

        foreach (CaseSchema before in old.Cases)
        {
            if (_now.TryGetValue(before.Tag, out CaseSchema? after))
                CompareCase(before, after);
            else if (!_nowNames.Contains(before.Name))
                Note(EditKind.CaseRemoved, before.Name, Describe(before), null, oldToNew: !now.IsOpen, newToOld: false);
        }

        foreach (CaseSchema after in now.Cases)
        {
            if (_oldNames.TryGetValue(after.Name, out int tag) && tag != after.Tag)
                Note(EditKind.CaseRetagged, after.Name, $"{after.Name} = {tag}", Describe(after), oldToNew: true, newToOld: true);
            else if (!_oldTags.Contains(after.Tag))
                Note(EditKind.CaseAdded, after.Name, null, Describe(after), oldToNew: false, newToOld: !old.IsOpen);
        }
    }

    private void CompareCase(CaseSchema before, CaseSchema after)
    {
        if (before.Name == after.Name)
            comparer.CompareReferred(before.Message, after.Message, new MessageComparer.Place(path.Member(after.Name), now, after.Name));
        else if (!_oldNames.ContainsKey(after.Name))
            Note(EditKind.CaseRenamed, after.Name, Describe(before), Describe(after), oldToNew: true, newToOld: true);
    }

    private void Note(EditKind kind, string item, string? was, string? isNow, bool oldToNew, bool newToOld) =>
        comparer.Note(kind, new MessageComparer.Place(path, now, item), was, isNow, oldToNew, newToOld);

    private static string Describe(CaseSchema item) => $"{item.Name} = {item.Tag}";
}
