using Cells.Binding;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;

namespace Cells.Rpc.Sessions;

/// <summary>
/// In what the versions differ that were met: two schemas are fetched and compared for the first session between them, and the next ones of the same client lose no time over it. A version
/// is known by its hash, which is that of its whole schema.
/// </summary>
internal sealed class ComparedContracts
{
    /// <summary>How many are remembered; then all are forgotten.</summary>
    internal const int MaxVersions = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<Versions, Comparison> _known = [];

    /// <summary>For each of this side's methods what breaks its callers; null where that has to be found out.</summary>
    internal IReadOnlyList<SchemaDifference[]>? Find(ContractDescriptor own, RemoteContract remote)
    {
        lock (_gate)
        {
            // Who announces other methods than its schema has is looked at more closely.
            return _known.TryGetValue(new Versions(own, remote.Hash), out Comparison? known) && known.Methods.SequenceEqual(remote.Methods) ? known.Breaking : null;
        }
    }

    /// <summary>Compares this side's schema with one that has the announced hash and methods, and remembers the outcome.</summary>
    internal IReadOnlyList<SchemaDifference[]> Compare(ContractDescriptor own, RemoteContract remote, ContractSchema remoteSchema)
    {
        var ownSchema = ContractSchema.Parse(own.SchemaJson);
        Dictionary<string, MethodSchema> served = remoteSchema.Methods.ToDictionary(static method => method.Name);
        SchemaDifference[][] breaking = [.. own.Methods.Select(method => served.TryGetValue(method.Name, out MethodSchema? other)
            ? ContractComparison.CompareMethod(ownSchema.Methods[method.Ordinal], other).Differences.Where(static difference => difference.Breaks.HasFlag(Breakage.OldCallers)).ToArray()
            : [])];
        lock (_gate)
        {
            if (_known.Count >= MaxVersions)
                _known.Clear();
            _known[new Versions(own, remote.Hash)] = new Comparison(remote.Methods, breaking);
        }

        return breaking;
    }

    /// <param name="Own">This side's version.</param>
    /// <param name="Remote">The peer's.</param>
    private sealed record Versions(ContractDescriptor Own, ContractHash Remote);

    /// <param name="Methods">The methods of the peer's version.</param>
    /// <param name="Breaking">For each of this side's methods what breaks its callers.</param>
    private sealed record Comparison(IReadOnlyList<string> Methods, IReadOnlyList<SchemaDifference[]> Breaking);
}
