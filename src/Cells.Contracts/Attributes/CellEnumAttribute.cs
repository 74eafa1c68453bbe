namespace Cells;

/// <summary>Says how an enum is read from images.</summary>
[AttributeUsage(AttributeTargets.Enum, Inherited = false)]
public sealed class CellEnumAttribute : Attribute
{
    /// <summary>Whether a value that the enum does not declare is read as it is, rather than refused.</summary>
    public bool Open { get; set; }
}
