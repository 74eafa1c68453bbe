using System.Collections.Concurrent;
using Cells.Nucleus.Contracts;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// What others may ask the supervisor of a host for. Whoever upgrades a cell of it says what the cell is to run; how it runs, its environment and limits, stays the host's own.
/// </summary>
/// <param name="supervisor">The supervisor.</param>
/// <param name="replaced">Told what a cell runs, when it was replaced.</param>
internal sealed class HostedNucleus(Supervisor supervisor, Action<CellSpec>? replaced) : INucleus
{
    /// <summary>All that each cell has run: what can be returned to is among it.</summary>
    private readonly ConcurrentDictionary<string, ConcurrentStack<CellSpec>> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<StartReply> StartAsync(CellSpec spec, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Remember(spec);
        return supervisor.StartAsync(spec, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StartReply> UpgradeAsync(UpgradeRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_known.TryGetValue(request.Spec.Name, out ConcurrentStack<CellSpec>? known) || !known.TryPeek(out CellSpec? running))
            return await supervisor.UpgradeAsync(request, cancellation);
        CellSpec next = running with { Program = request.Spec.Program, Build = request.Spec.Build };
        return Note(await supervisor.UpgradeAsync(request with { Spec = next }, cancellation), StartOutcomes.Upgraded, next);
    }

    /// <inheritdoc/>
    public async ValueTask<StartReply> RollbackAsync(ReplaceRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        StartReply reply = await supervisor.RollbackAsync(request, cancellation);
        CellSpec? spec = _known.GetValueOrDefault(request.Name)?.FirstOrDefault(known => known.Build == reply.Status.Build);
        return spec is null ? reply : Note(reply, StartOutcomes.RolledBack, spec);
    }

    /// <inheritdoc/>
    public ValueTask<StartReply> RestartAsync(ReplaceRequest request, CancellationToken cancellation = default) => supervisor.RestartAsync(request, cancellation);

    /// <inheritdoc/>
    public ValueTask<StopReply> StopAsync(StopRequest request, CancellationToken cancellation = default) => supervisor.StopAsync(request, cancellation);

    /// <inheritdoc/>
    public ValueTask<CellList> ListAsync(ListRequest request, CancellationToken cancellation = default) => supervisor.ListAsync(request, cancellation);

    /// <inheritdoc/>
    public ValueTask<StopReply> DownAsync(DownRequest request, CancellationToken cancellation = default) => supervisor.DownAsync(request, cancellation);

    private StartReply Note(StartReply reply, string expected, CellSpec spec)
    {
        if (reply.Outcome != expected)
            return reply;
        Remember(spec);
        replaced?.Invoke(spec);
        return reply;
    }

    private void Remember(CellSpec spec) => _known.GetOrAdd(spec.Name, static _ => []).Push(spec);
}
