using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Snapshots;

/// <summary>A contract that is declared in C#: its name on the wire, that of its interface, and where this stands.</summary>
internal sealed record ContractDeclaration(string WireName, string Name, SourcePlace? Place);

/// <summary>Finds what cannot stand side by side in one project.</summary>
internal static class SnapshotConflicts
{
    /// <summary>The contracts in C# whose name another one has already.</summary>
    public static EquatableArray<Finding> Among(IEnumerable<ContractDeclaration> contracts)
    {
        var findings = new List<Finding>();
        var names = new Dictionary<string, ContractDeclaration>(StringComparer.Ordinal);
        foreach (ContractDeclaration contract in Ordered(contracts))
        {
            if (names.TryGetValue(contract.WireName, out ContractDeclaration? taken))
                findings.Add(Taken(contract.Place, contract.Name, contract.WireName, taken.Name));
            else
                names.Add(contract.WireName, contract);
        }

        return new EquatableArray<Finding>(findings);
    }

    /// <summary>The snapshots that may be generated, and what is wrong with the others.</summary>
    public static EquatableArray<Result<SnapshotModel>> Check(
        IEnumerable<Result<SnapshotModel>> snapshots, IEnumerable<ContractDeclaration> contracts, Compilation compilation)
    {
        var results = new List<Result<SnapshotModel>>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ContractDeclaration contract in Ordered(contracts))
            names[contract.WireName] = contract.Name;
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Result<SnapshotModel> snapshot in snapshots.OrderBy(static snapshot => snapshot.Model?.Place.Path, StringComparer.Ordinal))
            results.Add(snapshot.Model is { } model && Conflict(model, names, types, compilation) is { } conflict ? Refused(conflict) : snapshot);
        return new EquatableArray<Result<SnapshotModel>>(results);
    }

    private static Finding? Conflict(SnapshotModel model, Dictionary<string, string> names, Dictionary<string, string> types, Compilation compilation)
    {
        string file = model.FileName;
        if (names.TryGetValue(model.Contract.WireName, out string? taken))
            return Taken(model.Place, file, model.Contract.WireName, taken);
        names.Add(model.Contract.WireName, file);
        foreach (string type in model.Types)
        {
            if (types.ContainsKey(type) || compilation.Assembly.GetTypeByMetadataName(type) is not null)
                return new Finding(Descriptors.SnapshotNames.Id, model.Place, new EquatableArray<string>([file, type]));
        }

        foreach (string type in model.Types)
            types.Add(type, file);
        return null;
    }

    private static IEnumerable<ContractDeclaration> Ordered(IEnumerable<ContractDeclaration> contracts) =>
        contracts.OrderBy(static contract => contract.Place?.Path, StringComparer.Ordinal).ThenBy(static contract => contract.Place?.Span.Start ?? 0);

    private static Finding Taken(SourcePlace? place, string what, string name, string by) =>
        new(Descriptors.ContractNames.Id, place, new EquatableArray<string>([what, name, by]));

    private static Result<SnapshotModel> Refused(Finding finding) => new(null, new EquatableArray<Finding>([finding]));
}
