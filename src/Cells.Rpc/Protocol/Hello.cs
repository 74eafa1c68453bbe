namespace Cells.Rpc.Protocol;

/// <summary>How a peer introduces itself.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Instance">The id of this run of it.</param>
/// <param name="MaxCallsInFlight">How many calls the other side may have in flight.</param>
/// <param name="MaxMessageBytes">The largest request or response that it takes.</param>
/// <param name="Contracts">What it serves, in the order of the method indices.</param>
/// <param name="StreamItems">How many items of a stream it takes before its consumer does.</param>
/// <param name="StreamBytes">How many bytes of them.</param>
[CellMessage]
public partial record Hello(
    string Cell, Guid Instance, int MaxCallsInFlight, int MaxMessageBytes, List<HelloContract> Contracts, int StreamItems = 1024, int StreamBytes = 1 << 20);

/// <summary>A contract that a peer serves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HashLower">The lower 64 bits of the hash of its schema.</param>
/// <param name="HashUpper">The upper 64 bits.</param>
/// <param name="Methods">Its methods' names, in the order of their indices.</param>
[CellMessage]
public partial record HelloContract(string Name, ulong HashLower, ulong HashUpper, List<string> Methods);
