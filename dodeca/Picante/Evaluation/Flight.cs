namespace Picante.Evaluation;

/// <summary>A query that is being computed, or checked, for whoever waits.</summary>
internal abstract class Flight(Node node, Revision revision)
{
    private readonly HashSet<Flight> _waitsFor = [];

    /// <summary>What is computed.</summary>
    internal Node Node => node;

    /// <summary>At which revision.</summary>
    internal Revision Revision => revision;

    /// <summary>Notes that it waits for another.</summary>
    /// <exception cref="CycleException">That one waits for this one.</exception>
    internal void BeginWait(Flight other)
    {
        lock (revision.Waiting)
        {
            List<Flight> path = [];
            if (other.Reaches(this, [], path))
                throw new CycleException(Canonical([.. path.AsEnumerable().Reverse().Select(static flight => flight.Node.ToString()!)]));
            _waitsFor.Add(other);
        }
    }

    /// <summary>Notes that it waits no more.</summary>
    internal void EndWait(Flight other)
    {
        lock (revision.Waiting)
            _waitsFor.Remove(other);
    }

    /// <summary>The same circle from its first name on, whoever has found it.</summary>
    private static string[] Canonical(string[] circle)
    {
        int first = Array.IndexOf(circle, circle.Min(StringComparer.Ordinal));
        return [.. circle[first..], .. circle[..first], circle[first]];
    }

    /// <param name="target">Looked for.</param>
    /// <param name="seen">Where it was looked already.</param>
    /// <param name="path">Filled from the target back to this one.</param>
    private bool Reaches(Flight target, HashSet<Flight> seen, List<Flight> path)
    {
        if (!seen.Add(this))
            return false;
        if (this == target || _waitsFor.Any(next => next.Reaches(target, seen, path)))
        {
            path.Add(this);
            return true;
        }

        return false;
    }
}

/// <inheritdoc/>
#pragma warning disable CA1001 // The source has neither timer nor handle, and whoever leaves last may still cancel it.
internal sealed class Flight<TValue>(Node node, Revision revision, bool needsValue) : Flight(node, revision)
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource<Memo<TValue>> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _nobodyWaits = new();
    private readonly Lock _gate = new();
    private int _waiters = 1;
    private bool _isAbandoned;

    /// <summary>Whether it ends with a value, not only with the knowledge that it is valid.</summary>
    internal bool NeedsValue => needsValue;

    /// <summary>Fires when nobody waits any more.</summary>
    internal CancellationToken NobodyWaits => _nobodyWaits.Token;

    /// <summary>What it comes to.</summary>
    internal Task<Memo<TValue>> End => _end.Task;

    /// <summary>Adds one that waits; false where nobody waits any more, and another has to begin.</summary>
    internal bool TryJoin()
    {
        lock (_gate)
        {
            if (_isAbandoned)
                return false;
            _waiters++;
            return true;
        }
    }

    /// <summary>Takes one away that waited; the last one ends it.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            if (--_waiters > 0 || _end.Task.IsCompleted)
                return;
            _isAbandoned = true;
        }

        Revision.Flights.TryRemove(new KeyValuePair<Node, Flight>(Node, this));
        _nobodyWaits.Cancel();
    }

    internal void Succeed(Memo<TValue> memo)
    {
        Revision.Flights.TryRemove(new KeyValuePair<Node, Flight>(Node, this));
        _end.TrySetResult(memo);
    }

    /// <summary>Ends it with what is no value of the query's: whoever is told of executions, or measures values, has thrown.</summary>
    internal void Fail(Exception error)
    {
        Revision.Flights.TryRemove(new KeyValuePair<Node, Flight>(Node, this));
        _end.TrySetException(error);
    }

    internal void Cancel()
    {
        Revision.Flights.TryRemove(new KeyValuePair<Node, Flight>(Node, this));
        _end.TrySetCanceled(_nobodyWaits.Token);
    }
}
