using Cells.Binding;
using Cells.Rpc.Schemas;

namespace Cells.Rpc.Serving;

/// <summary>What one side serves: its contracts, and all their methods under one row of indices, as announced when a session opens.</summary>
public sealed class ServiceTable
{
    private readonly List<CellDispatcher> _dispatchers = [];
    private readonly List<Method> _methods = [];

    /// <summary>The dispatchers in the order of their methods' indices.</summary>
    public IReadOnlyList<CellDispatcher> Dispatchers => _dispatchers;

    internal int MethodCount => _methods.Count;

    /// <summary>Adds a contract, before the first one <c>cell_schema</c>. Not after a session was opened with the table.</summary>
    /// <exception cref="ArgumentException">A contract of that name is there already, or there are more than 65,535 methods.</exception>
    public ServiceTable Add(CellDispatcher dispatcher) => Add(dispatcher, staysOnReader: false);

    /// <summary>
    /// Adds a contract whose methods the thread that reads always runs itself, however slow they were, and so also while the thread pool is stuck. They have to return at once: other
    /// sessions of the process wait for them.
    /// </summary>
    /// <exception cref="ArgumentException">A contract of that name is there already, or there are more than 65,535 methods.</exception>
    public ServiceTable AddForReader(CellDispatcher dispatcher) => Add(dispatcher, staysOnReader: true);

    private ServiceTable Add(CellDispatcher dispatcher, bool staysOnReader)
    {
        ContractDescriptor contract = dispatcher.Contract;
        if (contract.Name != SchemaSourceContract.Descriptor.Name)
            AddSchemaSource();
        if (_dispatchers.Exists(other => other.Contract.Name == contract.Name))
            throw new ArgumentException($"The contract '{contract.Name}' is served already.", nameof(dispatcher));
        if (_methods.Count + contract.Methods.Count > ushort.MaxValue)
            throw new ArgumentException($"A cell serves at most {ushort.MaxValue} methods.", nameof(dispatcher));

        _dispatchers.Add(dispatcher);
        foreach (MethodDescriptor method in contract.Methods)
            _methods.Add(new Method(dispatcher, method, new DispatchPolicy(staysOnReader)));
        return this;
    }

    /// <summary>Adds the contract that hands out the schemas of the others, unless it is there.</summary>
    internal void AddSchemaSource()
    {
        if (_dispatchers.Count == 0)
            Add(ContractRegistry.CreateDispatcher<ISchemaSource>(new SchemaSource(this)));
    }

    internal Method? Find(ushort index) => index < _methods.Count ? _methods[index] : null;

    /// <summary>A method that is served, and what was learnt of its run time.</summary>
    internal sealed class Method(CellDispatcher dispatcher, MethodDescriptor descriptor, DispatchPolicy policy)
    {
        internal CellDispatcher Dispatcher { get; } = dispatcher;

        internal MethodDescriptor Descriptor { get; } = descriptor;

        internal DispatchPolicy Policy { get; } = policy;
    }
}
