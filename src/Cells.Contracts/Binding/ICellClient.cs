namespace Cells.Binding;

/// <summary>What every generated client is; lets <c>Cell.ConnectAsync</c> make one without reflection.</summary>
/// <typeparam name="TSelf">The client's own type.</typeparam>
public interface ICellClient<TSelf> : IAsyncDisposable
    where TSelf : ICellClient<TSelf>
{
    /// <summary>The contract that the client calls.</summary>
    static abstract ContractDescriptor Contract { get; }

    /// <summary>Makes a client over an invoker.</summary>
    static abstract TSelf Create(CellInvoker invoker);
}
