using Cells.Binding;
using Cells.Rpc.Protocol;

namespace Cells.Rpc.Sessions;

/// <summary>What the peer serves, and where each contract of this process starts in its table of methods.</summary>
internal sealed class RemoteContracts
{
    private const int Unknown = -1;

    private readonly Lock _gate = new();
    private readonly string _cell;
    private readonly RemoteContract[] _contracts;
    private int[] _firstByProcessIndex = [];

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

    internal IReadOnlyList<RemoteContract> All => _contracts;

    /// <summary>A method's index in the peer's table.</summary>
    /// <exception cref="CellException">The peer does not serve the contract, or another version of it.</exception>
    internal ushort IndexOf(MethodDescriptor method)
    {
        ContractDescriptor contract = method.Owner;
        int[] known = Volatile.Read(ref _firstByProcessIndex);
        int first = contract.ProcessIndex < known.Length ? known[contract.ProcessIndex] : Unknown;
        if (first == Unknown)
            first = Resolve(contract, method);
        return (ushort)(first + method.Ordinal);
    }

    internal RemoteContract? Find(string name) => Array.Find(_contracts, contract => contract.Name == name);

    private int Resolve(ContractDescriptor contract, MethodDescriptor method)
    {
        RemoteContract remote = Find(contract.Name) ?? throw new CellException(
            CellErrorCode.UnknownMethod,
            $"{Peer} does not serve the contract '{contract.Name}'. It serves: {string.Join(", ", _contracts.Select(c => c.Name))}.")
        { Cell = _cell, Method = method.ToString() };
        if (remote.Hash != contract.Hash)
        {
            throw new CellException(
                CellErrorCode.SchemaMismatch,
                $"{Peer} serves another version of the contract '{contract.Name}': its schema is {remote.Hash}, this caller was built against {contract.Hash}. Build both from the same contract.")
            { Cell = _cell, Method = method.ToString() };
        }

        lock (_gate)
        {
            int[] table = _firstByProcessIndex;
            if (contract.ProcessIndex >= table.Length)
            {
                int[] larger = new int[contract.ProcessIndex + 8];
                Array.Fill(larger, Unknown);
                table.CopyTo(larger, 0);
                table = larger;
            }

            table[contract.ProcessIndex] = remote.FirstIndex;
            Volatile.Write(ref _firstByProcessIndex, table);
        }

        return remote.FirstIndex;
    }

    private string Peer => _cell.Length > 0 ? $"The cell '{_cell}'" : "The peer";
}
