using System.Buffers;
using System.Runtime.CompilerServices;
using Picante.Persistence;

namespace Picante.Evaluation;

/// <summary>A query with a key.</summary>
internal abstract class QueryNode : Node
{
    /// <summary>What it has come to; null where nothing is known.</summary>
    internal abstract Memo? LatestMemo { get; }

    /// <summary>Whether <see cref="LatestMemo"/> is an error.</summary>
    internal abstract bool HasFailed { get; }

    /// <summary>Writes down the value; returns how it can be known again: as itself, by its hash, or not at all.</summary>
    internal abstract KeptForm WriteValue(ArrayBufferWriter<byte> destination);

    /// <summary>Takes over what a cache says.</summary>
    internal abstract void Load(KeptForm form, ReadOnlyMemory<byte> value, long changedAt, long validFrom, long verifiedAt, Node[] dependencies);

    /// <summary>When its value was used last; null where there is none to be forgotten.</summary>
    internal abstract long? EvictableSince { get; }

    /// <summary>Forgets its value.</summary>
    internal abstract void Evict();
}

/// <inheritdoc/>
internal sealed class QueryNode<TKey, TValue>(QueryTable<TKey, TValue> table, TKey key) : QueryNode
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private Memo<TValue>? _latest;
    private long _counted;

    /// <inheritdoc/>
    internal override Table Table => table;

    /// <inheritdoc/>
    internal override object BoxedKey => key;

    /// <summary>Its key.</summary>
    internal TKey Key => key;

    /// <inheritdoc/>
    internal override Memo? LatestMemo => Latest;

    /// <inheritdoc/>
    internal override bool HasFailed => Latest?.Error is not null;

    /// <inheritdoc/>
    internal override long? EvictableSince => Latest is { IsInMemory: true } memo && _counted > 0 ? memo.LastUse : null;

    private Memo<TValue>? Latest => Volatile.Read(ref _latest);

    private QueryOptions<TKey, TValue> Options => table.Query.Options;

    /// <summary>What it comes to at a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="asker">The query that asks; null where none does.</param>
    /// <param name="needsValue">Whether the value is needed; else it is enough to know when it changed.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal ValueTask<Memo<TValue>> GetAsync(Revision revision, Flight? asker, bool needsValue, CancellationToken cancellation)
    {
        // A query that looks whether this one has changed has just tried the rest in vain.
        bool mayLook = needsValue || asker is null;
        return TryReuse(revision, needsValue, mayLook) is { } memo ? new(memo) : FlyAsync(revision, asker, needsValue, cancellation);
    }

    /// <inheritdoc/>
    internal override async ValueTask<(long ChangedAt, long ValidFrom)> ChangedAtAsync(Revision revision, Flight asker, CancellationToken cancellation)
    {
        Memo<TValue> memo = await GetAsync(revision, asker, needsValue: false, cancellation);
        return (memo.ChangedAt, memo.ValidFrom);
    }

    /// <inheritdoc/>
    internal override KeptForm WriteValue(ArrayBufferWriter<byte> destination)
    {
        Memo<TValue> memo = Latest!;
        if (memo.IsEncoded)
        {
            destination.Write(memo.Encoded.Span);
            return KeptForm.Value;
        }

        if (Options.ValueCodec is { } codec && memo.IsInMemory)
        {
            codec.Write(memo.Take(), destination);
            return KeptForm.Value;
        }

        if (memo.Hash is not { } hash)
            return KeptForm.Nothing;
        ContentHash.Write(hash, destination);
        return KeptForm.Hash;
    }

    /// <inheritdoc/>
    internal override void Load(KeptForm form, ReadOnlyMemory<byte> value, long changedAt, long validFrom, long verifiedAt, Node[] dependencies)
    {
        _latest = Memo<TValue>.FromCache(
            form == KeptForm.Value ? value : default,
            form == KeptForm.Value ? Options.ValueCodec : null,
            form == KeptForm.Hash ? ContentHash.Read(value.Span) : null,
            changedAt,
            validFrom,
            verifiedAt,
            dependencies);
        table.Counters.CountLoaded();
    }

    /// <inheritdoc/>
    internal override void Evict()
    {
        lock (_gate)
        {
            if (_latest is not { IsInMemory: true } memo || _counted == 0)
                return;
            Volatile.Write(ref _latest, memo.WithoutValue(Options.ValueCodec));
            table.Database.Budget.Add(this, -_counted);
            _counted = 0;
        }

        table.Counters.CountEvicted();
    }

    /// <inheritdoc/>
    internal override bool TryChangedAt(Revision revision, out (long ChangedAt, long ValidFrom) change)
    {
        Memo<TValue>? memo = TryReuse(revision, needsValue: false, mayLook: true);
        change = memo is null ? default : (memo.ChangedAt, memo.ValidFrom);
        return memo is not null;
    }

    /// <summary>
    /// What is known, or proves to hold still since nothing that it was made of has changed. That takes no flight: nothing is computed, nobody waits, and two who find the same out at once
    /// do no harm.
    /// </summary>
    /// <param name="revision">The revision.</param>
    /// <param name="needsValue">Whether the value is needed.</param>
    /// <param name="mayLook">Whether to look at what it was made of.</param>
    /// <returns>Null where something may have to be computed, or where the stack ends.</returns>
    private Memo<TValue>? TryReuse(Revision revision, bool needsValue, bool mayLook)
    {
        if (Known(revision) is { } known)
        {
            if (needsValue && !known.HasValue)
                return null;
            table.Counters.CountHit();
            return known;
        }

        if (!mayLook || Latest is not { Error: null } latest || latest.VerifiedAt > revision.Number || (needsValue && !latest.HasValue) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;

        long validFrom = latest.ValidFrom;
        foreach (Node dependency in latest.Dependencies)
        {
            if (!dependency.TryChangedAt(revision, out (long ChangedAt, long ValidFrom) change) || change.ChangedAt > latest.VerifiedAt)
                return null;
            if (change.ValidFrom > latest.VerifiedAt)
                validFrom = Math.Max(validFrom, change.ValidFrom);
        }

        return Reused(revision, latest, validFrom);
    }

    private Memo<TValue> Reused(Revision revision, Memo<TValue> latest, long validFrom)
    {
        table.Counters.CountReused();
        if (validFrom != latest.ValidFrom)
            return Keep(revision, latest.Moved(validFrom, revision.Number), latest);
        latest.Extend(revision.Number);
        return latest;
    }

    private Memo<TValue>? Known(Revision revision)
    {
        if (Latest is { } latest && latest.Covers(revision.Number))
            return latest;
        return revision.Overtaken.TryGetValue(this, out Memo? old) ? (Memo<TValue>)old : null;
    }

    private async ValueTask<Memo<TValue>> FlyAsync(Revision revision, Flight? asker, bool needsValue, CancellationToken cancellation)
    {
        // Chains of queries that complete at once are as deep on the stack as they are long.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            await Task.Yield();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Known(revision) is { } memo && (memo.HasValue || !needsValue))
                return memo;
            Flight<TValue> flight = Board(revision, needsValue, out bool isLeader);
            Memo<TValue>? end = await RideAsync(flight, isLeader, asker, cancellation);
            if (end is not null && (end.HasValue || !needsValue))
                return end;
        }
    }

    /// <returns>The flight that is under way, or a new one; one who waits is counted in either.</returns>
    private Flight<TValue> Board(Revision revision, bool needsValue, out bool isLeader)
    {
        var own = new Flight<TValue>(this, revision, needsValue);
        while (true)
        {
            var flight = (Flight<TValue>)revision.Flights.GetOrAdd(this, own);
            isLeader = flight == own;
            if (isLeader)
                return flight;
            if (flight.TryJoin())
            {
                table.Counters.CountJoined();
                return flight;
            }

            revision.Flights.TryRemove(new KeyValuePair<Node, Flight>(this, flight));
        }
    }

    /// <returns>What it came to; null where it was given up before this one came, and has to be begun again.</returns>
    private async ValueTask<Memo<TValue>?> RideAsync(Flight<TValue> flight, bool isLeader, Flight? asker, CancellationToken cancellation)
    {
        try
        {
            asker?.BeginWait(flight);
            try
            {
                if (isLeader)
                    ExecutionContext.Run(EmptyFlow.Context, static state => _ = ((Departure)state!).Node.RunAsync(((Departure)state).Flight), new Departure(this, flight));
                return flight.End.IsCompletedSuccessfully ? flight.End.Result : await flight.End.WaitAsync(cancellation);
            }
            finally
            {
                asker?.EndWait(flight);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            flight.Leave();
        }
    }

    private async Task RunAsync(Flight<TValue> flight)
    {
        try
        {
            flight.Succeed(await CheckOrComputeAsync(flight));
        }
        catch (OperationCanceledException) when (flight.NobodyWaits.IsCancellationRequested)
        {
            table.Counters.CountCancelled();
            flight.Cancel();
        }
        catch (Exception error)
        {
            flight.Fail(error);
        }
    }

    private async ValueTask<Memo<TValue>> CheckOrComputeAsync(Flight<TValue> flight)
    {
        long now = flight.Revision.Number;
        Memo<TValue>? latest = Latest;
        Node? changed = null;
        if (latest is null)
            return await ComputeAsync(flight, null, ExecutionReason.New, null);
        if (latest.Covers(now) && (latest.HasValue || !flight.NeedsValue))
            return latest;
        if (latest.VerifiedAt > now && latest.ValidFrom > now)
            return await ComputeAsync(flight, latest, ExecutionReason.OldRevision, null);
        if (latest.Error is not null)
            return await ComputeAsync(flight, latest, ExecutionReason.FailedBefore, null);

        long validFrom = latest.ValidFrom;
        foreach (Node dependency in latest.Dependencies)
        {
            (long changedAt, long since) = await AskAsync(dependency, flight);
            if (changedAt > latest.VerifiedAt)
            {
                changed = dependency;
                break;
            }

            if (since > latest.VerifiedAt)
                validFrom = Math.Max(validFrom, since);
        }

        if (changed is not null)
            return await ComputeAsync(flight, latest, ExecutionReason.DependencyChanged, changed);
        if (!latest.HasValue && flight.NeedsValue)
            return await ComputeAsync(flight, latest, ExecutionReason.NotKept, null);

        return Reused(flight.Revision, latest, validFrom);
    }

    private static async ValueTask<(long ChangedAt, long ValidFrom)> AskAsync(Node dependency, Flight<TValue> flight)
    {
        try
        {
            return await dependency.ChangedAtAsync(flight.Revision, flight, flight.NobodyWaits);
        }
        catch (CycleException)
        {
            // What is computed now will meet the same cycle, and report it, or take another way.
            return (long.MaxValue, 0);
        }
    }

    private async ValueTask<Memo<TValue>> ComputeAsync(Flight<TValue> flight, Memo<TValue>? latest, ExecutionReason reason, Node? cause)
    {
        long now = flight.Revision.Number;
        var context = new QueryContext(flight, flight.NobodyWaits);
        Memo<TValue> memo;
        try
        {
            TValue value = await table.Query.Compute(context, key);
            (Node[] dependencies, long validFrom) = context.Close();
            bool isSame = latest is not null && latest.VerifiedAt <= now && latest.IsSame(value, new(Options.Equality, Options.ValueCodec));
            memo = Memo<TValue>.Of(value, isSame ? latest!.ChangedAt : now, Math.Min(validFrom, now), now, dependencies);
        }
        catch (Exception error) when (error is not OperationCanceledException || !flight.NobodyWaits.IsCancellationRequested)
        {
            (Node[] dependencies, _) = context.Close();
            memo = Memo<TValue>.Failed(error, now, dependencies);
            table.Counters.CountFailed();
        }
        finally
        {
            context.Close();
        }

        table.Counters.CountExecuted();
        table.Database.Options.Executed?.Invoke(new QueryExecution(table.Query.Name, key, reason, cause?.Table.Ingredient.Name, cause?.BoxedKey));
        return Keep(flight.Revision, memo, latest, context.UsesOvertaken);
    }

    /// <summary>Takes over what was found out.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="memo">What was found out.</param>
    /// <param name="basis">With what it was compared, to say when it changed.</param>
    /// <param name="isOvertaken">Whether it is made of what newer revisions have replaced.</param>
    private Memo<TValue> Keep(Revision revision, Memo<TValue> memo, Memo<TValue>? basis, bool isOvertaken = false)
    {
        lock (_gate)
        {
            // For a revision between the two it may have come out as another, of which others are made: to them this is a change.
            if (memo.ChangedAt < revision.Number && _latest is { } between && !between.IsOfOneOriginWith(basis))
                memo = memo.ChangedNow();
            if (isOvertaken || (_latest is { } latest && latest.VerifiedAt > memo.VerifiedAt))
            {
                memo.IsOvertaken = true;
                revision.Overtaken[this] = memo;
                return memo;
            }

            Volatile.Write(ref _latest, memo);
            long size = memo.IsInMemory && Options.Size is { } sizeOf ? sizeOf(memo.Take()) : 0;
            table.Database.Budget.Add(this, size - _counted);
            _counted = size;
        }

        table.Database.Budget.Enforce();
        return memo;
    }

    private sealed record Departure(QueryNode<TKey, TValue> Node, Flight<TValue> Flight);
}
