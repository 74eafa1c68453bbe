using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Images.Schemas.Files;

namespace Cells.Generators.Snapshots;

/// <summary>What does not fit callers any more that were written against the contract that a snapshot replaced.</summary>
internal sealed class SnapshotMisfits
{
    private const int MaxShown = 3;

    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    private SnapshotMisfits()
    {
    }

    /// <summary>The methods that the contract has no more.</summary>
    public IReadOnlyList<MethodSchema> Removed { get; private init; } = [];

    /// <summary>The types that only the replaced contract has.</summary>
    public IReadOnlyList<TypeSchema> RemovedTypes { get; private init; } = [];

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="name">What its user calls it.</param>
    public static SnapshotMisfits In(SnapshotFile snapshot, string name)
    {
        if (snapshot.Replaced is not { } replaced)
            return new SnapshotMisfits();

        var misfits = new SnapshotMisfits
        {
            Removed = [.. replaced.Methods.Where(method => snapshot.Contract.Methods.All(other => other.Name != method.Name))],
            RemovedTypes = [.. replaced.Types.Values.Where(type => !snapshot.Contract.Types.ContainsKey(type.Name))],
        };
        foreach (MethodComparison method in ContractComparison.Compare(replaced, snapshot.Contract).Methods)
        {
            if ((method.Breaks & Breakage.OldCallers) != 0)
                misfits._reasons[method.Name] = $"{Describe(method)} Put the call right; when all are, accept the contract: cell schema accept {name}";
        }

        return misfits;
    }

    /// <summary>Why calls of a method are errors; null where they are none.</summary>
    public string? Of(string method) => _reasons.TryGetValue(method, out string? reason) ? reason : null;

    private static string Describe(MethodComparison method)
    {
        SchemaDifference[] breaking = [.. method.Differences.Where(static difference => (difference.Breaks & Breakage.OldCallers) != 0)];
        string shown = string.Join(" ", breaking.Take(MaxShown).Select(static difference => $"{difference.Path}: {difference.Change}. {difference.Meaning}"));
        return breaking.Length > MaxShown ? $"{shown} And {breaking.Length - MaxShown} more." : shown;
    }
}
