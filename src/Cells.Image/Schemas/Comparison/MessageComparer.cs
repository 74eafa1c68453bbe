namespace Cells.Images.Schemas.Comparison;

/// <summary>
/// Compares one message of a method, and all that it holds, in two versions. Each pair of types is looked at once, so that recursion ends,
/// and without recursing itself, since one of the two may come from a peer.
/// </summary>
internal sealed class MessageComparer(string method, MessageDirection direction, List<SchemaDifference> differences)
{
    private readonly HashSet<(TypeSchema Old, TypeSchema New)> _seen = [];
    private readonly Queue<(MessageSchema Old, MessageSchema New, SchemaPath Path)> _open = new();

    public void Compare(MessageSchema before, MessageSchema after) => Compare(before, after, SchemaPath.Of(method, direction));

    public void CompareItem(string stream, MessageSchema before, MessageSchema after) => Compare(before, after, SchemaPath.OfStream(method, stream));

    public void CompareFault(MessageSchema before, MessageSchema after) => Compare(before, after, SchemaPath.OfFault(method, after.Name));

    private void Compare(MessageSchema before, MessageSchema after, SchemaPath whole)
    {
        Open(before, after, whole);
        while (_open.Count > 0)
        {
            (MessageSchema old, MessageSchema now, SchemaPath path) = _open.Dequeue();
            foreach (MemberAlignment.Pair pair in MemberAlignment.Align(old, now))
                ComparePair(pair, new Place(path.Member((pair.New ?? pair.Old)!.Name), now, (pair.New ?? pair.Old)!.Name));
        }
    }

    /// <summary>Notes a difference.</summary>
    /// <param name="kind">What was edited.</param>
    /// <param name="place">Where.</param>
    /// <param name="old">What stood there.</param>
    /// <param name="now">What stands there.</param>
    /// <param name="oldToNew">Whether what the old version writes does not fit the new one.</param>
    /// <param name="newToOld">Whether what the new version writes does not fit the old one.</param>
    public void Note(EditKind kind, Place place, string? old, string? now, bool oldToNew, bool newToOld) =>
        differences.Add(new SchemaDifference(kind, method, direction, place.Path.ToString(), place.Type.Name, place.Member)
        {
            Old = old,
            New = now,
            Breaks = Breakages.Of(direction, oldToNew, newToOld),
        });

    /// <summary>Compares two messages that a member or a case refers to, later.</summary>
    public void CompareReferred(MessageSchema old, MessageSchema now, Place place)
    {
        CompareNames(old, now, place);
        Open(old, now, place.Path);
    }

    private void ComparePair(MemberAlignment.Pair pair, Place place)
    {
        switch (pair)
        {
            case { Old: null, New: { } come }:
                Note(pair.Kind!.Value, place, null, Describe(come), oldToNew: pair.MovesOthers || !come.MayBeMissing, newToOld: pair.MovesOthers);
                break;
            case { Old: { } gone, New: null }:
                Note(pair.Kind!.Value, place, Describe(gone), null, oldToNew: pair.MovesOthers, newToOld: pair.MovesOthers || !gone.MayBeMissing);
                break;
            case { Old: { } old, New: { } now }:
                if (pair.Kind is { } kind)
                    Note(kind, place, old.Name, now.Name, oldToNew: true, newToOld: true);
                CompareValues(old.Type, now.Type, place);
                if (!MemberDefaultComparison.AreSame(old, now))
                    Note(EditKind.DefaultChanged, place, MemberDefaultComparison.Describe(old), MemberDefaultComparison.Describe(now), oldToNew: true, newToOld: true);
                break;
        }
    }

    private void CompareValues(ValueSchema old, ValueSchema now, Place place)
    {
        if (old.Kind != now.Kind || old.Scalar != now.Scalar || old.Items.Count != now.Items.Count)
        {
            (string was, string isNow) = (old.ToString(), now.ToString());
            if (was == isNow)
                (was, isNow) = ($"{was} ({KindName(old)})", $"{isNow} ({KindName(now)})");
            Note(EditKind.TypeChanged, place, was, isNow, oldToNew: true, newToOld: true);
            return;
        }

        // What stands inline has a mark where it may be absent; a reference is null in place.
        if (old.IsOptional != now.IsOptional)
            Note(EditKind.NullabilityChanged, place, old.ToString(), now.ToString(), oldToNew: old.IsInline || old.IsOptional, newToOld: old.IsInline || now.IsOptional);

        switch (old.Kind)
        {
            case ValueKind.List or ValueKind.Set:
                CompareValues(old.Element!, now.Element!, place with { Path = place.Path.Element() });
                break;
            case ValueKind.Map:
                CompareValues(old.Key!, now.Key!, place with { Path = place.Path.Member("key") });
                CompareValues(old.Element!, now.Element!, place with { Path = place.Path.Member("value") });
                break;
            case ValueKind.Tuple:
                for (int i = 0; i < now.Items.Count; i++)
                    CompareValues(old.Items[i], now.Items[i], place with { Path = place.Path.Member($"item{i + 1}") });
                break;
            case ValueKind.Fixed:
                CompareNames(old.Message!, now.Message!, place);
                if (FixedMembers.Of(old.Message!) is var before && FixedMembers.Of(now.Message!) is var after && before != after)
                    Note(EditKind.TypeChanged, place, before, after, oldToNew: true, newToOld: true);
                break;
            case ValueKind.Message:
                CompareReferred(old.Message!, now.Message!, place);
                break;
            case ValueKind.Enum:
                CompareNames(old.Enum!, now.Enum!, place);
                if (_seen.Add((old.Enum!, now.Enum!)))
                    new EnumComparer(old.Enum!, now.Enum!, place.Path, this).Compare();
                break;
            case ValueKind.Union:
                CompareNames(old.Union!, now.Union!, place);
                if (_seen.Add((old.Union!, now.Union!)))
                    new UnionComparer(old.Union!, now.Union!, place.Path, this).Compare();
                break;
        }
    }

    private void CompareNames(TypeSchema old, TypeSchema now, Place place)
    {
        if (old.Name != now.Name)
            Note(EditKind.TypeRenamed, place, old.Name, now.Name, oldToNew: false, newToOld: false);
    }

    private void Open(MessageSchema old, MessageSchema now, SchemaPath path)
    {
        if (_seen.Add((old, now)))
            _open.Enqueue((old, now, path));
    }

    private static string Describe(MemberSchema member) =>
        MemberDefaultComparison.Text(member) is { } given ? $"{member.Type} {member.Name} = {given}" : $"{member.Type} {member.Name}";

    private static string KindName(ValueSchema value) => value.Kind switch
    {
        ValueKind.Enum => "an enum",
        ValueKind.Message => "a message",
        ValueKind.Fixed => "a message of fixed layout",
        ValueKind.Union => "a union",
        _ => "built in",
    };

    /// <summary>Where a difference is.</summary>
    /// <param name="Path">The way there.</param>
    /// <param name="Type">The type that was edited, in the new version.</param>
    /// <param name="Member">What of it was edited; empty for the whole type.</param>
    internal readonly record struct Place(SchemaPath Path, TypeSchema Type, string Member);
}
