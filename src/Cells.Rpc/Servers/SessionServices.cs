using Cells.Rpc.Serving;

namespace Cells.Rpc;

/// <summary>What one session serves.</summary>
/// <param name="Table">Its contracts and their implementations.</param>
/// <param name="Owner">Disposed when the session has ended; null for nothing.</param>
public sealed record SessionServices(ServiceTable Table, IAsyncDisposable? Owner);
