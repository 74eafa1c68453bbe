using Cells.Rpc;
using Cells.Toml;

namespace Cells.Cli.Calling;

/// <summary>Finds the method that was meant among those that a cell serves.</summary>
internal static class MethodSelection
{
    /// <summary>Every cell serves it, to say what else it serves; it is not what a user means without naming it.</summary>
    private const string SchemaContract = "cell_schema";

    /// <summary>A method of a contract.</summary>
    internal sealed record Selected(RemoteContract Contract, string Method);

    /// <param name="typed"><c>Method</c> or <c>contract/Method</c>; null where the cell has one method only.</param>
    /// <param name="cell">The cell's name.</param>
    /// <param name="contracts">What it serves.</param>
    internal static Selected Find(string? typed, string cell, IReadOnlyList<RemoteContract> contracts)
    {
        List<Selected> all = [.. contracts
            .Where(contract => contract.Name != SchemaContract || typed?.StartsWith(SchemaContract, StringComparison.Ordinal) == true)
            .SelectMany(contract => contract.Methods.Select(method => new Selected(contract, method)))];
        if (typed is null)
        {
            return all is [var only]
                ? only
                : throw new CommandException(ExitCodes.Usage, $"'{cell}' has {all.Count} methods; name one: {string.Join(", ", all.Select(selected => Name(selected, all)))}.");
        }

        List<Selected> matching = [.. all.Where(selected => Matches(selected, typed))];
        return matching switch
        {
            [var only] => only,
            [] => throw new CommandException(ExitCodes.NotFound, $"'{cell}' has no method '{typed}'. {Advice(typed, all)}"),
            _ => throw new CommandException(ExitCodes.Usage, $"'{typed}' is a method of several contracts; name one: {string.Join(", ", matching.Select(FullName))}."),
        };
    }

    private static bool Matches(Selected selected, string typed) =>
        string.Equals(selected.Method, typed, StringComparison.OrdinalIgnoreCase)
        || string.Equals(FullName(selected), typed, StringComparison.OrdinalIgnoreCase);

    private static string Advice(string typed, List<Selected> all)
    {
        string[] names = [.. all.Select(selected => Name(selected, all))];
        return NearestName.Find(typed, names) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"It has: {string.Join(", ", names)}.";
    }

    private static string Name(Selected selected, List<Selected> all) =>
        all.Count(other => string.Equals(other.Method, selected.Method, StringComparison.OrdinalIgnoreCase)) == 1 ? selected.Method : FullName(selected);

    private static string FullName(Selected selected) => $"{selected.Contract.Name}/{selected.Method}";
}
