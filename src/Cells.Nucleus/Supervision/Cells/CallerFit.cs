using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Nucleus.Contracts;

namespace Cells.Nucleus.Supervision;

/// <summary>Whether callers of one version of a cell can call another.</summary>
internal static class CallerFit
{
    /// <summary>How many differences are listed.</summary>
    private const int MaxDifferences = 8;

    /// <summary>Why they cannot; null where they can.</summary>
    internal static string? Problem(ReadyReport old, ReadyReport next)
    {
        List<string> problems = [];
        for (int i = 0; i < old.Contracts.Count; i++)
        {
            string contract = old.Contracts[i];
            int there = next.Contracts.IndexOf(contract);
            if (there < 0)
                problems.Add($"it does not serve '{contract}' any more");
            else if (old.Schemas[i] != next.Schemas[there])
                problems.AddRange(Compare(contract, old.Schemas[i], next.Schemas[there]));
        }

        if (problems.Count == 0)
            return null;
        string more = problems.Count > MaxDifferences ? $"; and {problems.Count - MaxDifferences} more" : "";
        return $"it does not fit the running callers: {string.Join("; ", problems.Take(MaxDifferences))}{more}";
    }

    private static IEnumerable<string> Compare(string contract, string old, string next) => ContractComparison
        .Compare(ContractSchema.Parse(old), ContractSchema.Parse(next))
        .Differences
        .Where(static difference => difference.Breaks.HasFlag(Breakage.OldCallers))
        .Select(difference => $"{contract}/{difference.Path} was {difference.Old ?? "nothing"} and is {difference.New ?? "nothing"}");
}
