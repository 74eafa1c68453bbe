namespace Cells.Binding;

/// <summary>Calls the methods of one implementation. Generated for each contract; shared by all sessions that serve it.</summary>
public abstract class CellDispatcher
{
    /// <summary>The contract that is served.</summary>
    public abstract ContractDescriptor Contract { get; }

    /// <summary>
    /// Reads the request, calls the handler and gives the reply to <paramref name="call"/>.
    /// Completes when the reply was given; throws, or completes with, what the handler threw.
    /// </summary>
    /// <param name="ordinal">The method's place in the contract.</param>
    /// <param name="call">The call. Its request bytes are valid until this method first returns.</param>
    public abstract ValueTask DispatchAsync(int ordinal, IncomingCall call);
}
