using System.Runtime.CompilerServices;
using Cells.Binding;
using Cells.Rpc.Protocol;
using Cells.Rpc.Schemas;

namespace Cells.Rpc.Sessions;

/// <summary>What the peer serves, and where each contract of this process starts in its table of methods.</summary>
internal sealed class RemoteContracts
{
    private const int Unknown = -1;

    private readonly Lock _gate = new();
    private readonly string _cell;
    private readonly RemoteContract[] _contracts;
    private int[] _firstByProcessIndex = [];
    private DriftedContract?[] _drifted = [];
    private readonly List<ContractDescriptor> _used = [];

    internal RemoteContracts(Hello hello)
    {
        _cell = hello.Cell;
        _contracts = new RemoteContract[hello.Contracts.Count];
        int index = 0;
        for (int i = 0; i < _contracts.Length; i++)
        {
            HelloContract contract = hello.Contracts[i];
            _contracts[i] = new RemoteContract(contract.Name, new ContractHash(contract.HashUpper, contract.HashLower), contract.Methods, index);
            index += contract.Methods.Count;
        }
    }

    /// <summary>What was found out about versions in sessions before.</summary>
    internal ComparedContracts Compared { get; set; } = new();

    internal IReadOnlyList<RemoteContract> All => _contracts;

    /// <summary>The peer in the words of an error.</summary>
    internal string Peer => _cell.Length > 0 ? $"The cell '{_cell}'" : "The peer";

    /// <summary>The contracts of this process that were asked for and that the peer serves, in some version.</summary>
    internal IReadOnlyList<ContractDescriptor> Used
    {
        get
        {
            lock (_gate)
                return [.. _used];
        }
    }

    /// <summary>The contracts asked for of which the peer serves another version.</summary>
    internal IEnumerable<DriftedContract> Drifted => Volatile.Read(ref _drifted).OfType<DriftedContract>();

    /// <summary>A method's index in the peer's table. False where it is not known yet whether the method fits the peer's.</summary>
    /// <exception cref="CellException">The peer does not serve it, or in a version that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryIndexOf(MethodDescriptor method, out ushort index)
    {
        ContractDescriptor contract = method.Owner;
        int[] known = Volatile.Read(ref _firstByProcessIndex);
        int first = contract.ProcessIndex < known.Length ? known[contract.ProcessIndex] : Unknown;
        if (first == Unknown)
            return TryResolve(method, out index);
        index = (ushort)(first + method.Ordinal);
        return true;
    }

    /// <summary>Whether it is not known yet whether the method fits the peer's.</summary>
    internal bool IsUndecided(MethodDescriptor method)
    {
        int[] known = Volatile.Read(ref _firstByProcessIndex);
        int index = method.Owner.ProcessIndex;
        return (index >= known.Length || known[index] == Unknown) && FindDrifted(method.Owner) is { Fit: null };
    }

    internal RemoteContract? Find(string name) => Array.Find(_contracts, contract => contract.Name == name);

    /// <summary>A contract of which the peer serves another version; null where it serves the same or none.</summary>
    internal DriftedContract? FindDrifted(ContractDescriptor contract)
    {
        DriftedContract?[] known = Volatile.Read(ref _drifted);
        if (contract.ProcessIndex < known.Length && known[contract.ProcessIndex] is { } found)
            return found;
        if (Find(contract.Name) is not { } remote || remote.Hash == contract.Hash)
            return null;

        lock (_gate)
        {
            if (contract.ProcessIndex < _drifted.Length && _drifted[contract.ProcessIndex] is { } other)
                return other;
            var drifted = new DriftedContract(contract, remote);

            // By this contract the others are compared, so it cannot be itself: it never changes but for methods that are added.
            if (contract.Name == SchemaSourceContract.Descriptor.Name)
                drifted.Decide(ContractFit.ByName(contract, remote, Peer));
            else if (Compared.Find(contract, remote) is { } breaking)
                drifted.Decide(ContractFit.Of(contract, remote, Peer, breaking));
            Volatile.Write(ref _drifted, With(_drifted, contract.ProcessIndex, drifted, null));
            _used.Add(contract);
            return drifted;
        }
    }

    private bool TryResolve(MethodDescriptor method, out ushort index)
    {
        ContractDescriptor contract = method.Owner;
        if (FindDrifted(contract) is { } drifted)
        {
            ContractFit? fit = drifted.Fit;
            index = fit?.IndexOf(method, _cell) ?? 0;
            return fit is not null;
        }

        RemoteContract remote = Find(contract.Name) ?? throw new CellException(
            CellErrorCode.UnknownMethod,
            $"{Peer} does not serve the contract '{contract.Name}'. It serves: {string.Join(", ", _contracts.Select(c => c.Name))}.")
        { Cell = _cell, Method = method.ToString() };

        lock (_gate)
        {
            Volatile.Write(ref _firstByProcessIndex, With(_firstByProcessIndex, contract.ProcessIndex, remote.FirstIndex, Unknown));
            if (!_used.Contains(contract))
                _used.Add(contract);
        }

        index = (ushort)(remote.FirstIndex + method.Ordinal);
        return true;
    }

    /// <summary>The table with a value more, itself where it has room.</summary>
    private static T[] With<T>(T[] table, int index, T value, T nothing)
    {
        if (index >= table.Length)
        {
            var larger = new T[index + 8];
            table.CopyTo(larger, 0);
            for (int i = table.Length; i < larger.Length; i++)
                larger[i] = nothing;
            table = larger;
        }

        table[index] = value;
        return table;
    }
}
