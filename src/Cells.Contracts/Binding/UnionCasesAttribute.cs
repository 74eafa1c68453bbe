namespace Cells.Binding;

/// <summary>Written by the generator on a union: its cases in the order of their tags, for assemblies that reference it.</summary>
/// <param name="cases">The cases.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnionCasesAttribute(params Type[] cases) : Attribute
{
    /// <summary>The cases in the order of their tags.</summary>
    public IReadOnlyList<Type> Cases { get; } = cases;
}
