using System.Diagnostics.CodeAnalysis;
using Picante.Evaluation;

namespace Picante;

/// <summary>What a running query may ask; all that it asks becomes its dependency. For any number of threads, as long as the query runs.</summary>
public sealed class QueryContext
{
    private readonly Flight _flight;
    private readonly Lock _gate = new();
    private readonly List<Node> _dependencies = [];
    private readonly HashSet<Node> _known = [];
    private long _validFrom;
    private bool _isOver;
    private volatile bool _usesOvertaken;

    internal QueryContext(Flight flight, CancellationToken cancellation)
    {
        _flight = flight;
        Cancellation = cancellation;
    }

    /// <summary>Fires when nobody waits for the query any more.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The revision that it sees.</summary>
    public long Revision => _flight.Revision.Number;

    /// <summary>Whether it has used what newer revisions have replaced.</summary>
    internal bool UsesOvertaken => _usesOvertaken;

    /// <summary>The value of another query.</summary>
    /// <exception cref="CycleException">It depends on this one.</exception>
    /// <exception cref="InvalidOperationException">This query has ended.</exception>
    public ValueTask<TValue> GetAsync<TKey, TValue>(Query<TKey, TValue> query, TKey key)
        where TKey : notnull
    {
        QueryNode<TKey, TValue> node = _flight.Revision.Database.Table(query).Node(key);
        Depend(node);
        return AwaitAsync(node);
    }

    /// <summary>The value of an input.</summary>
    /// <exception cref="MissingInputException">It has none.</exception>
    /// <exception cref="InvalidOperationException">This query has ended.</exception>
    public TValue Get<TKey, TValue>(Input<TKey, TValue> input, TKey key)
        where TKey : notnull => TryGet(input, key, out TValue? value) ? value : throw new MissingInputException(input.Name, key);

    /// <summary>The value of an input, where it has one; that it has none is a dependency too.</summary>
    /// <exception cref="InvalidOperationException">This query has ended.</exception>
    public bool TryGet<TKey, TValue>(Input<TKey, TValue> input, TKey key, [MaybeNullWhen(false)] out TValue value)
        where TKey : notnull
    {
        InputNode<TKey, TValue> node = _flight.Revision.Database.Table(input).Node(key);
        Depend(node);
        InputVersion<TValue>? version = node.At(Revision);
        ValidSince(version?.ChangedAt ?? 0);
        value = version is { HasValue: true } ? version.Value : default;
        return version is { HasValue: true };
    }

    /// <summary>Ends it: nothing can be asked any more.</summary>
    /// <returns>What it depends on, in the order in which it was asked, and since when all of that has been so.</returns>
    internal (Node[] Dependencies, long ValidFrom) Close()
    {
        lock (_gate)
        {
            _isOver = true;
            return ([.. _dependencies], _validFrom);
        }
    }

    private async ValueTask<TValue> AwaitAsync<TKey, TValue>(QueryNode<TKey, TValue> node)
        where TKey : notnull
    {
        Memo<TValue> memo = await node.GetAsync(_flight.Revision, _flight, needsValue: true, Cancellation);
        ValidSince(memo.ValidFrom);
        if (memo.IsOvertaken)
            _usesOvertaken = true;
        return memo.Take();
    }

    private void Depend(Node node)
    {
        lock (_gate)
        {
            if (_isOver)
                throw new InvalidOperationException($"{_flight.Node} has ended; its context cannot be asked for {node} any more");
            if (_known.Add(node))
                _dependencies.Add(node);
        }
    }

    private void ValidSince(long revision)
    {
        lock (_gate)
            _validFrom = Math.Max(_validFrom, revision);
    }
}
