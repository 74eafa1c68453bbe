namespace Cells.Images.Schemas.Comparison;

/// <summary>What an edit of a contract means for programs that were built before it.</summary>
public enum EditClass
{
    /// <summary>Nothing was edited.</summary>
    Identical,

    /// <summary>All that there was works as before, whoever is older.</summary>
    Compatible,

    /// <summary>Old callers work with a new cell but new callers do not work with an old cell, or the reverse.</summary>
    OneWay,

    /// <summary>Neither works, or a method is gone.</summary>
    Breaking,
}
