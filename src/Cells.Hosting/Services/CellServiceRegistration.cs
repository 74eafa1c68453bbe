using Cells.Binding;

namespace Cells.Hosting;

/// <summary>A contract that an application serves.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Lifetime">How long an implementation lives.</param>
/// <param name="Create">Makes what calls an implementation, which comes from a container.</param>
internal sealed record CellServiceRegistration(ContractDescriptor Contract, CellServiceLifetime Lifetime, Func<IServiceProvider, CellDispatcher> Create);
