namespace Cells.Images.Schemas.Comparison;

/// <summary>One place where two versions of a contract differ.</summary>
public sealed class SchemaDifference
{
    internal SchemaDifference(EditKind kind, string method, MessageDirection? direction, string path, string type, string member)
    {
        Kind = kind;
        Method = method;
        Direction = direction;
        Path = path;
        Type = type;
        Member = member;
    }

    /// <summary>What was edited.</summary>
    public EditKind Kind { get; }

    /// <summary>The method's name on the wire.</summary>
    public string Method { get; }

    /// <summary>Which of the method's messages it concerns; null where it is the method itself.</summary>
    public MessageDirection? Direction { get; }

    /// <summary>The place as seen from the method, such as <c>PlaceOrder.request.items[].quantity</c>.</summary>
    public string Path { get; }

    /// <summary>The type that was edited, by its newer name; empty where it is the method itself.</summary>
    public string Type { get; }

    /// <summary>The member, value or case of that type that was edited, by its newer name; empty where it is the whole type.</summary>
    public string Member { get; }

    /// <summary>What stood there; null where nothing did.</summary>
    public string? Old { get; internal init; }

    /// <summary>What stands there; null where nothing does.</summary>
    public string? New { get; internal init; }

    /// <summary>Who cannot call whom because of it.</summary>
    public Breakage Breaks { get; internal init; }

    /// <summary>The difference's own class.</summary>
    public EditClass Class => Breakages.ClassOf(Kind, Breaks);

    /// <summary>What follows from it, in a sentence that is true whichever side is the older.</summary>
    public string Meaning => Meanings.Of(this);

    /// <summary>Who breaks, in words; empty where nobody does.</summary>
    public string WhoBreaks => Breakages.Describe(Breaks);

    /// <summary>Old and new, in words.</summary>
    public string Change => (Old, New) switch
    {
        (null, _) => $"added: {New}",
        (_, null) => $"removed: {Old}",
        _ => $"{Old} → {New}",
    };

    /// <summary>The whole difference as a line of text.</summary>
    public override string ToString() =>
        Breaks == Breakage.None ? $"{Path}: {Change}. {Meaning}" : $"{Path}: {Change}. {Meaning} Breaks {WhoBreaks}.";
}
