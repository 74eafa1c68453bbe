namespace Cells.Images.Schemas.Comparison;

/// <summary>
/// Two versions of a contract: whether what a writer of one sends fits a reader of the other, for each method and both ways. Methods are
/// found by name; in messages the place of a member is the wire, and its name must agree.
/// </summary>
public sealed class ContractComparison
{
    private ContractComparison(List<MethodComparison> methods)
    {
        Methods = methods;
        Differences = [.. methods.SelectMany(static method => method.Differences)];
        Edits = [.. Differences.GroupBy(static difference => EditOf(difference)).Select(static places => new SchemaEdit([.. places]))];
        Class = Edits.Count == 0 ? EditClass.Identical : ClassOf(Edits);
    }

    /// <summary>The methods of both versions: in the order of the newer one, then those that it has no more.</summary>
    public IReadOnlyList<MethodComparison> Methods { get; }

    /// <summary>Every difference, by method; those that break nobody too.</summary>
    public IReadOnlyList<SchemaDifference> Differences { get; }

    /// <summary>The differences, those of one edit together.</summary>
    public IReadOnlyList<SchemaEdit> Edits { get; }

    /// <summary>What all edits together mean for programs that were built before them.</summary>
    public EditClass Class { get; }

    /// <summary>Compares two versions of a contract.</summary>
    /// <param name="old">The older one.</param>
    /// <param name="now">The newer one.</param>
    public static ContractComparison Compare(ContractSchema old, ContractSchema now)
    {
        Dictionary<string, MethodSchema> oldByName = ByName(old);
        Dictionary<string, MethodSchema> nowByName = ByName(now);
        var methods = new List<MethodComparison>();
        foreach (MethodSchema method in now.Methods)
        {
            if (oldByName.TryGetValue(method.Name, out MethodSchema? before))
                methods.Add(CompareMethod(before, method));
            else if (OnlyThere(old, method.Ordinal, nowByName) is null)
                methods.Add(Single(EditKind.MethodAdded, method.Name, null, method.Name));
        }

        foreach (MethodSchema method in old.Methods)
        {
            if (nowByName.ContainsKey(method.Name))
                continue;
            methods.Add(OnlyThere(now, method.Ordinal, oldByName) is { } renamed
                ? Single(EditKind.MethodRenamed, method.Name, method.Name, renamed.Name)
                : Single(EditKind.MethodRemoved, method.Name, method.Name, null));
        }

        return new ContractComparison(methods);
    }

    /// <summary>Compares a method in two versions of its contract.</summary>
    /// <param name="old">In the older one.</param>
    /// <param name="now">In the newer one.</param>
    public static MethodComparison CompareMethod(MethodSchema old, MethodSchema now)
    {
        var differences = new List<SchemaDifference>();
        if (old.Ordinal != now.Ordinal)
            differences.Add(OfMethod(EditKind.MethodMoved, now.Name, $"place {old.Ordinal}", $"place {now.Ordinal}"));

        CompareMessages(now.Name, MessageDirection.Request, (old.Request, old.IsRequestSynthesized), (now.Request, now.IsRequestSynthesized), differences);
        if (old.Response is { } was && now.Response is { } isNow && old.ReturnsStream == now.ReturnsStream)
        {
            CompareMessages(now.Name, MessageDirection.Response, (was, old.IsResponseSynthesized), (isNow, now.IsResponseSynthesized), differences);
        }
        else if (old.Response is not null || now.Response is not null)
        {
            differences.Add(new SchemaDifference(EditKind.ResponseChanged, now.Name, MessageDirection.Response, $"{now.Name}.response", "", "")
            {
                Old = Reply(old),
                New = Reply(now),
                Breaks = Breakages.Everyone,
            });
        }

        CompareStreams(old, now, differences);
        CompareFaults(old, now, differences);
        if (old.IsIdempotent != now.IsIdempotent)
            differences.Add(OfMethod(EditKind.IdempotentChanged, now.Name, Repetition(old), Repetition(now)));
        return new MethodComparison(now.Name, differences);
    }

    private static string Repetition(MethodSchema method) => method.IsIdempotent ? "idempotent" : "not idempotent";

    private static string Reply(MethodSchema method) =>
        method.Response is not { } response ? "nothing" : method.ReturnsStream ? $"a stream of {response.Name}" : response.Name;

    private static void CompareStreams(MethodSchema old, MethodSchema now, List<SchemaDifference> differences)
    {
        if (!old.Streams.Select(Describe).SequenceEqual(now.Streams.Select(Describe), StringComparer.Ordinal))
        {
            differences.Add(new SchemaDifference(EditKind.StreamsChanged, now.Name, MessageDirection.Request, $"{now.Name}.request", "", "")
            {
                Old = Streams(old),
                New = Streams(now),
                Breaks = Breakages.Everyone,
            });
            return;
        }

        for (int i = 0; i < now.Streams.Count; i++)
        {
            if ((old.Streams[i].Item, now.Streams[i].Item) is ({ } before, { } after))
                new MessageComparer(now.Name, MessageDirection.Request, differences).CompareItem(now.Streams[i].Name, before, after);
        }
    }

    private static string Streams(MethodSchema method) =>
        method.Streams.Count == 0 ? "no streams" : string.Join(", ", method.Streams.Select(Describe));

    private static string Describe(StreamSchema stream) => (stream.Item is null ? "tunnel " : "stream ") + stream.Name;

    /// <summary>A fault goes the way of a response. One that a side does not know it still sees as an error.</summary>
    private static void CompareFaults(MethodSchema old, MethodSchema now, List<SchemaDifference> differences)
    {
        foreach (MessageSchema fault in now.Faults)
        {
            if (old.Faults.FirstOrDefault(other => other.Name == fault.Name) is { } before)
                new MessageComparer(now.Name, MessageDirection.Response, differences).CompareFault(before, fault);
            else
                differences.Add(OfMethod(EditKind.FaultAdded, now.Name, null, fault.Name));
        }

        foreach (MessageSchema fault in old.Faults.Where(fault => now.Faults.All(other => other.Name != fault.Name)))
            differences.Add(OfMethod(EditKind.FaultRemoved, now.Name, fault.Name, null));
    }

    private static void CompareMessages(
        string method, MessageDirection direction, (MessageSchema Schema, bool IsSynthesized) old, (MessageSchema Schema, bool IsSynthesized) now, List<SchemaDifference> differences)
    {
        var comparer = new MessageComparer(method, direction, differences);
        var place = new MessageComparer.Place(SchemaPath.Of(method, direction), now.Schema, "");
        if (old.IsSynthesized != now.IsSynthesized)
            comparer.Note(EditKind.FormChanged, place, Form(direction, old.IsSynthesized), Form(direction, now.IsSynthesized), oldToNew: false, newToOld: false);
        else if (old.Schema.Name != now.Schema.Name)
            comparer.Note(EditKind.TypeRenamed, place, old.Schema.Name, now.Schema.Name, oldToNew: false, newToOld: false);
        comparer.Compare(old.Schema, now.Schema);
    }

    private static string Form(MessageDirection direction, bool isSynthesized) => (direction, isSynthesized) switch
    {
        (_, false) => "a message",
        (MessageDirection.Request, true) => "parameters",
        _ => "a plain result",
    };

    /// <summary>The method at a place, where the other version has none of its name.</summary>
    private static MethodSchema? OnlyThere(ContractSchema contract, int ordinal, Dictionary<string, MethodSchema> others) =>
        ordinal < contract.Methods.Count && !others.ContainsKey(contract.Methods[ordinal].Name) ? contract.Methods[ordinal] : null;

    private static MethodComparison Single(EditKind kind, string name, string? old, string? now) => new(name, [OfMethod(kind, name, old, now)]);

    private static SchemaDifference OfMethod(EditKind kind, string method, string? old, string? now) =>
        new(kind, method, null, method, "", "")
        {
            Old = old,
            New = now,
            Breaks = kind is EditKind.MethodRemoved or EditKind.MethodRenamed ? Breakage.OldCallers : Breakage.None,
        };

    private static (EditKind Kind, string Type, string Member, string Method) EditOf(SchemaDifference difference) =>
        (difference.Kind, difference.Type, difference.Member, difference.Type.Length == 0 ? difference.Method : "");

    private static EditClass ClassOf(IReadOnlyList<SchemaEdit> edits)
    {
        EditClass worst = edits.Max(static edit => edit.Class);
        bool bothWays = edits.Any(static edit => (edit.Breaks & Breakage.OldCallers) != 0) && edits.Any(static edit => (edit.Breaks & Breakage.NewCallers) != 0);
        return worst == EditClass.OneWay && bothWays ? EditClass.Breaking : worst;
    }

    private static Dictionary<string, MethodSchema> ByName(ContractSchema contract)
    {
        var byName = new Dictionary<string, MethodSchema>(StringComparer.Ordinal);
        foreach (MethodSchema method in contract.Methods)
            byName[method.Name] = method;
        return byName;
    }
}
