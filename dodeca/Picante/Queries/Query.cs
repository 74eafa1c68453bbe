using Picante.Evaluation;
using Picante.Persistence;

namespace Picante;

/// <summary>Values that are computed from inputs and other queries, by key, and computed again only when what they depend on has changed.</summary>
/// <typeparam name="TKey">What they are found by.</typeparam>
/// <typeparam name="TValue">The values; must not change.</typeparam>
public sealed class Query<TKey, TValue> : Ingredient
    where TKey : notnull
{
    /// <summary>Declares a query.</summary>
    /// <param name="name">Its name, unique in a database.</param>
    /// <param name="compute">
    /// Computes the value of a key. All that it uses and that may change must come through the context. It runs without the flow of whoever asked; an exception that it throws
    /// is thrown to all that ask, until an input changes.
    /// </param>
    /// <param name="options">How values are compared and kept; null: by their own equality, in memory only.</param>
    public Query(string name, Func<QueryContext, TKey, ValueTask<TValue>> compute, QueryOptions<TKey, TValue>? options = null)
        : base(name, (options ?? QueryOptions<TKey, TValue>.Default).Version)
    {
        ArgumentNullException.ThrowIfNull(compute);
        Compute = compute;
        Options = options ?? QueryOptions<TKey, TValue>.Default;
    }

    internal Func<QueryContext, TKey, ValueTask<TValue>> Compute { get; }

    internal QueryOptions<TKey, TValue> Options { get; }

    internal override Table CreateTable(Database database) => new QueryTable<TKey, TValue>(this, database);
}

/// <summary>How values of a query are compared, counted and kept.</summary>
public sealed record QueryOptions<TKey, TValue>
{
    internal static QueryOptions<TKey, TValue> Default { get; } = new();

    /// <inheritdoc cref="Ingredient.Version"/>
    public int Version { get; init; }

    /// <summary>When a new value counts as the old one, so that what depends on it need not be computed again. Default: its own equality.</summary>
    public IEqualityComparer<TValue> Equality { get; init; } = EqualityComparer<TValue>.Default;

    /// <summary>How many bytes a value takes in memory, roughly. Default: not counted, and never evicted.</summary>
    public Func<TValue, long>? Size { get; init; }

    /// <summary>How keys are written down; null: neither this query nor what depends on it is kept in caches.</summary>
    public IQueryCodec<TKey>? KeyCodec { get; init; }

    /// <summary>How values are written down; null: caches know only whether they are still valid, and they are computed again when they are needed.</summary>
    public IQueryCodec<TValue>? ValueCodec { get; init; }
}
