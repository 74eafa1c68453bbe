namespace Cells;

/// <summary>Marks an interface as a contract: the generator writes its client, its dispatcher and its schema.</summary>
/// <param name="name">The contract's name on the wire, in snake_case: 1 to 63 of <c>a-z 0-9 _</c>, a letter first.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class CellContractAttribute(string name) : Attribute
{
    /// <summary>The contract's name on the wire.</summary>
    public string Name { get; } = name;
}
