using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cells.Binding;

/// <summary>Finds the generated dispatcher of a contract. Filled by module initialisers, so that nothing is reflected.</summary>
public static class ContractRegistry
{
    private static readonly ConcurrentDictionary<Type, Entry> Entries = new();

    /// <summary>Called by the generated module initialiser, once for each contract.</summary>
    /// <typeparam name="TContract">The contract interface.</typeparam>
    /// <param name="contract">The contract's description.</param>
    /// <param name="createDispatcher">Makes the dispatcher for an implementation.</param>
    public static void Register<TContract>(ContractDescriptor contract, Func<TContract, CellDispatcher> createDispatcher)
        where TContract : class =>
        Entries[typeof(TContract)] = new Entry(contract, service => createDispatcher((TContract)service));

    /// <summary>The description of a contract.</summary>
    /// <exception cref="InvalidOperationException">The interface is not a contract, or the generator did not run where it is declared.</exception>
    public static ContractDescriptor Describe<TContract>()
        where TContract : class => Find(typeof(TContract)).Contract;

    /// <summary>Makes the dispatcher that calls an implementation.</summary>
    /// <exception cref="InvalidOperationException">The interface is not a contract, or the generator did not run where it is declared.</exception>
    public static CellDispatcher CreateDispatcher<TContract>(TContract service)
        where TContract : class => Find(typeof(TContract)).CreateDispatcher(service);

    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "The module of a contract in use is kept.")]
    private static Entry Find(Type contract)
    {
        RuntimeHelpers.RunModuleConstructor(contract.Module.ModuleHandle);
        return Entries.TryGetValue(contract, out Entry? entry)
            ? entry
            : throw new InvalidOperationException(
                $"{contract} has no generated dispatcher. Mark it [CellContract(\"name\")] and let its project reference the package Cells.Contracts, which brings the generator.");
    }

    private sealed record Entry(ContractDescriptor Contract, Func<object, CellDispatcher> CreateDispatcher);
}
