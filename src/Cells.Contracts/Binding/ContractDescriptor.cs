namespace Cells.Binding;

/// <summary>A contract as generated code describes it.</summary>
public sealed class ContractDescriptor
{
    private static int s_count;

    /// <summary>Describes a contract.</summary>
    /// <param name="name">The contract's name on the wire.</param>
    /// <param name="hash">The hash of the canonical schema.</param>
    /// <param name="schemaJson">The schema, as JSON with documentation; see <c>docs/wire.md</c>.</param>
    /// <param name="methods">The methods in the order of their ordinals; they belong to this contract from now on.</param>
    public ContractDescriptor(string name, ContractHash hash, string schemaJson, params MethodDescriptor[] methods)
    {
        Name = name;
        Hash = hash;
        SchemaJson = schemaJson;
        Methods = methods;
        ProcessIndex = Interlocked.Increment(ref s_count) - 1;
        foreach (MethodDescriptor method in methods)
            method.Owner = this;
    }

    /// <summary>The contract's name on the wire.</summary>
    public string Name { get; }

    /// <summary>The hash of the canonical schema.</summary>
    public ContractHash Hash { get; }

    /// <summary>The schema as JSON, documentation included.</summary>
    public string SchemaJson { get; }

    /// <summary>The methods in the order of their ordinals.</summary>
    public IReadOnlyList<MethodDescriptor> Methods { get; }

    /// <summary>A small number, different for each description in this process; sessions look it up by index.</summary>
    public int ProcessIndex { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Hash}";
}
