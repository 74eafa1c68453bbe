namespace Picante;

/// <summary>What a database keeps values of: an input or a query. Declared once; several databases may have it.</summary>
public abstract class Ingredient
{
    private protected Ingredient(string name, int version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Version = version;
    }

    /// <summary>Its name, unique in a database; caches know it by this.</summary>
    public string Name { get; }

    /// <summary>Changed whenever what is computed, or how it is written down, changes: cached values of another version are not used.</summary>
    public int Version { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal abstract Evaluation.Table CreateTable(Database database);
}
