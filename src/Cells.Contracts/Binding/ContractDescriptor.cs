namespace Cells.Binding;

/// <summary>A contract as generated code describes it.</summary>
/// <param name="name">The contract's name on the wire.</param>
/// <param name="hash">The first 128 bits of the SHA-256 of the canonical schema, big-endian.</param>
/// <param name="schemaJson">The schema, as JSON with documentation; see <c>docs/wire.md</c>.</param>
/// <param name="methods">The methods in the order of their ordinals.</param>
public sealed class ContractDescriptor(string name, UInt128 hash, string schemaJson, params MethodDescriptor[] methods)
{
    /// <summary>The contract's name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The first 128 bits of the SHA-256 of the canonical schema, big-endian.</summary>
    public UInt128 Hash { get; } = hash;

    /// <summary>The schema as JSON, documentation included.</summary>
    public string SchemaJson { get; } = schemaJson;

    /// <summary>The methods in the order of their ordinals.</summary>
    public IReadOnlyList<MethodDescriptor> Methods { get; } = methods;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Hash:x32}";
}
