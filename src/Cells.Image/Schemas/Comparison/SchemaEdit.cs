namespace Cells.Images.Schemas.Comparison;

/// <summary>One edit, with all the places where it shows.</summary>
public sealed class SchemaEdit
{
    internal SchemaEdit(IReadOnlyList<SchemaDifference> places)
    {
        Places = places;
        foreach (SchemaDifference place in places)
            Breaks |= place.Breaks;
    }

    /// <summary>Where it shows: a type may be used by many methods. Never empty; all are of one kind, type and member.</summary>
    public IReadOnlyList<SchemaDifference> Places { get; }

    /// <summary>What was edited.</summary>
    public EditKind Kind => Places[0].Kind;

    /// <summary>Who cannot call whom because of it, in any of the places.</summary>
    public Breakage Breaks { get; }

    /// <summary>What it means for programs that were built before it.</summary>
    public EditClass Class => Breakages.ClassOf(Kind, Breaks);

    /// <summary>Who breaks, in words; empty where nobody does.</summary>
    public string WhoBreaks => Breakages.Describe(Breaks);
}
