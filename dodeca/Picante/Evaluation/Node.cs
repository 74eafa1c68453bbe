namespace Picante.Evaluation;

/// <summary>An input or a query with a key.</summary>
internal abstract class Node
{
    /// <summary>What it is one of.</summary>
    internal abstract Table Table { get; }

    /// <summary>Its key.</summary>
    internal abstract object BoxedKey { get; }

    /// <summary>The how-many-th it is in the cache that is being written, from 1 on; 0 where it is not in it. Whoever writes alone.</summary>
    internal int Place { get; set; }

    /// <summary>Since when it has had its value at a revision, computing it if need be.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>When the value last changed, and since when it has been so without a gap. A query that fails counts as changed.</returns>
    internal abstract ValueTask<(long ChangedAt, long ValidFrom)> ChangedAtAsync(Revision revision, Flight asker, CancellationToken cancellation);

    /// <summary>The same, where it is known or can be found out without computing anything and without waiting.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="change">When the value last changed, and since when it has been so without a gap.</param>
    internal abstract bool TryChangedAt(Revision revision, out (long ChangedAt, long ValidFrom) change);

    /// <inheritdoc/>
    public override string ToString() => $"{Table.Ingredient.Name}({BoxedKey})";
}
