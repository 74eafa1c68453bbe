using Cells.Binding;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;

namespace Cells.Rpc.Sessions;

/// <summary>Which methods of a contract fit the version of it that the peer serves, and where they stand in the peer's table.</summary>
internal sealed class ContractFit
{
    /// <summary>How many differences an error lists.</summary>
    private const int MaxDifferences = 8;

    private readonly Entry[] _methods;

    private ContractFit(Entry[] methods) => _methods = methods;

    internal int Fitting => _methods.Count(static method => method.Problem is null);

    internal bool Fits(MethodDescriptor method) => _methods[method.Ordinal].Problem is null;

    /// <summary>A method's index in the peer's table.</summary>
    /// <exception cref="CellException">It does not fit.</exception>
    internal ushort IndexOf(MethodDescriptor method, string cell) => Fits(method) ? _methods[method.Ordinal].Index : throw ErrorOf(method, cell);

    /// <summary>What a call of a method that does not fit ends with.</summary>
    internal CellException ErrorOf(MethodDescriptor method, string cell)
    {
        Entry entry = _methods[method.Ordinal];
        return new CellException(entry.Code, entry.Problem!) { Cell = cell, Method = method.ToString() };
    }

    /// <summary>Why nothing fits: what there is to say of the methods.</summary>
    internal string Problems(ContractDescriptor own)
    {
        string[] problems = [.. _methods.Select(static method => method.Problem).OfType<string>().Distinct()];
        return problems is [var only] ? only : $"No method of the contract '{own.Name}' fits. {string.Join(" ", problems.Take(MaxDifferences))}";
    }

    /// <summary>Finds methods by name and takes for granted that they fit.</summary>
    internal static ContractFit ByName(ContractDescriptor own, RemoteContract remote, string peer) =>
        Of(own, remote, peer, [.. own.Methods.Select(static _ => Array.Empty<SchemaDifference>())]);

    /// <summary>No method fits, for one reason.</summary>
    internal static ContractFit Refused(ContractDescriptor own, string problem) =>
        new([.. own.Methods.Select(_ => new Entry(0, CellErrorCode.SchemaMismatch, problem))]);

    /// <summary>What fits where it is known in what the versions differ.</summary>
    /// <param name="own">This side's contract.</param>
    /// <param name="remote">The peer's.</param>
    /// <param name="peer">The peer in the words of an error.</param>
    /// <param name="breaking">For each of this side's methods what breaks its callers; nothing for one that the peer does not have.</param>
    internal static ContractFit Of(ContractDescriptor own, RemoteContract remote, string peer, IReadOnlyList<SchemaDifference[]> breaking)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < remote.Methods.Count; i++)
            places[remote.Methods[i]] = i;
        return new ContractFit([.. own.Methods.Select(method => places.TryGetValue(method.Name, out int place)
            ? new Entry((ushort)(remote.FirstIndex + place), CellErrorCode.SchemaMismatch, breaking[method.Ordinal] is { Length: > 0 } differences ? Describe(method, differences, peer) : null)
            : new Entry(0, CellErrorCode.UnknownMethod, $"{peer} serves another version of the contract '{own.Name}', which has no method {method.Name}."))]);
    }

    private static string Describe(MethodDescriptor method, SchemaDifference[] differences, string peer)
    {
        IEnumerable<string> listed = differences.Take(MaxDifferences).Select(static difference =>
            $"{difference.Path}: {difference.Old ?? "nothing"} here, {difference.New ?? "nothing"} there. {difference.Meaning}");
        string more = differences.Length > MaxDifferences ? $" And {differences.Length - MaxDifferences} more." : "";
        return $"{peer} serves another version of the contract '{method.Contract}', and its {method.Name} does not fit this caller's. {string.Join(" ", listed)}{more}";
    }

    /// <param name="Index">The method's index in the peer's table.</param>
    /// <param name="Code">What kind of failure a call is.</param>
    /// <param name="Problem">Why it does not fit; null where it does.</param>
    private readonly record struct Entry(ushort Index, CellErrorCode Code, string? Problem);
}
