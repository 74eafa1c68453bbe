using Cells.Binding;

namespace Cells.Rpc;

/// <summary>A contract that the peer serves, as it announced it.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Hash">The hash of its schema.</param>
/// <param name="Methods">Its methods' names.</param>
/// <param name="FirstIndex">The index of its first method in the peer's table.</param>
public sealed record RemoteContract(string Name, ContractHash Hash, IReadOnlyList<string> Methods, int FirstIndex);
