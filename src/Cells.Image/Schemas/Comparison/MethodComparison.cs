namespace Cells.Images.Schemas.Comparison;

/// <summary>A method in two versions of its contract.</summary>
public sealed class MethodComparison
{
    internal MethodComparison(string name, IReadOnlyList<SchemaDifference> differences)
    {
        Name = name;
        Differences = differences;
        foreach (SchemaDifference difference in differences)
            Breaks |= difference.Breaks;
    }

    /// <summary>Its name on the wire; where it has another one now, the older.</summary>
    public string Name { get; }

    /// <summary>Where it differs, the messages that it takes and gives included.</summary>
    public IReadOnlyList<SchemaDifference> Differences { get; }

    /// <summary>Who cannot call whom.</summary>
    public Breakage Breaks { get; }
}
