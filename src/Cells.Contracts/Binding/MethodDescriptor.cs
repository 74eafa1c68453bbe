namespace Cells.Binding;

/// <summary>One method of a contract, as generated code names it.</summary>
/// <param name="contract">The contract's name on the wire.</param>
/// <param name="name">The method's name on the wire (without <c>Async</c>).</param>
/// <param name="ordinal">Its place in the contract, from 0.</param>
/// <param name="faults">The faults that it declares.</param>
public sealed class MethodDescriptor(string contract, string name, int ordinal, params FaultDescriptor[] faults)
{
    /// <summary>The contract's name on the wire.</summary>
    public string Contract { get; } = contract;

    /// <summary>The method's name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The method's place in the contract, from 0.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>The faults that it declares.</summary>
    public IReadOnlyList<FaultDescriptor> Faults { get; } = faults;

    /// <summary>How many of its arguments are streams or tunnels. Their channels are numbered from 1, in the order of their declaration.</summary>
    public int StreamArguments { get; init; }

    /// <summary>The channels of those that are tunnels.</summary>
    public IReadOnlyList<int> Tunnels { get; init; } = [];

    /// <summary>Whether a call may be made again that may have run.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether its result is a stream: channel 0.</summary>
    public bool ReturnsStream { get; init; }

    /// <summary>Whether streams belong to it.</summary>
    public bool HasStreams => ReturnsStream || StreamArguments > 0;

    /// <summary>The contract that the method belongs to.</summary>
    /// <exception cref="InvalidOperationException">It was not yet given to a <see cref="ContractDescriptor"/>.</exception>
    public ContractDescriptor Owner
    {
        get => field ?? throw new InvalidOperationException($"{this} belongs to no contract description.");
        internal set;
    }

    /// <summary>The contract and the method, as in <c>order_gateway/PlaceOrder</c>.</summary>
    public string FullName { get; } = $"{contract}/{name}";

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
