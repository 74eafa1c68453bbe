namespace Cells;

/// <summary>Gives a case of a union its tag on the wire. Either all cases of a union have one, or none: then the order of declaration counts from 1.</summary>
/// <param name="tag">The tag, from 1 to 65,535.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CellCaseAttribute(int tag) : Attribute
{
    /// <summary>The tag on the wire.</summary>
    public int Tag { get; } = tag;
}
