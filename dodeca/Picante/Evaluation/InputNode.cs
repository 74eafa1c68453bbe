using Picante.Persistence;

namespace Picante.Evaluation;

/// <summary>An input with a key.</summary>
internal abstract class InputNode : Node
{
    /// <summary>When it changed last; 0: never.</summary>
    internal abstract long LastChange { get; }

    /// <summary>Forgets values that no snapshot from a revision on sees.</summary>
    internal abstract void ForgetBefore(long revision);

    /// <summary>Takes over what a cache says.</summary>
    /// <param name="changedAt">When it changed last.</param>
    /// <param name="hash">The hash of its value; null where it has none.</param>
    internal abstract void Load(long changedAt, UInt128? hash);

    /// <summary>Removes a value that only a cache knows.</summary>
    internal abstract void RemoveUnlessSet(long revision);

    /// <summary>The hash of its newest value; null where it has none.</summary>
    internal abstract UInt128? Hash();
}

/// <inheritdoc/>
internal sealed class InputNode<TKey, TValue>(InputTable<TKey, TValue> table, TKey key) : InputNode
    where TKey : notnull
{
    private InputVersion<TValue>? _newest;

    /// <inheritdoc/>
    internal override Table Table => table;

    /// <inheritdoc/>
    internal override object BoxedKey => key;

    /// <summary>Its key.</summary>
    internal TKey Key => key;

    /// <inheritdoc/>
    internal override long LastChange => Volatile.Read(ref _newest)?.ChangedAt ?? 0;

    /// <summary>Its value at a revision; null where it never had one.</summary>
    internal InputVersion<TValue>? At(long revision)
    {
        InputVersion<TValue>? version = Volatile.Read(ref _newest);
        while (version is not null && version.ChangedAt > revision)
            version = version.Previous;
        return version;
    }

    /// <summary>Sets its value. Only while the database is changed.</summary>
    internal void Set(long revision, TValue value)
    {
        InputVersion<TValue>? newest = _newest;
        bool isSame = newest switch
        {
            null => false,
            { Loaded: { } hash } => ContentHash.Of(table.Input.Options.ValueCodec!, value) == hash,
            { HasValue: true } => table.Input.Options.Equality.Equals(newest.Value, value),
            _ => false,
        };

        // The newer object counts even where it says the same.
        InputVersion<TValue> next = isSame
            ? new InputVersion<TValue>(newest!.ChangedAt, HasValue: true, value, Loaded: null) { Previous = newest.Previous }
            : new InputVersion<TValue>(revision, HasValue: true, value, Loaded: null) { Previous = newest };
        Volatile.Write(ref _newest, next);
    }

    /// <summary>Removes its value. Only while the database is changed.</summary>
    internal void Remove(long revision)
    {
        if (_newest is { HasValue: true } newest)
            Volatile.Write(ref _newest, new InputVersion<TValue>(revision, HasValue: false, default!, Loaded: null) { Previous = newest });
    }

    /// <inheritdoc/>
    internal override void ForgetBefore(long revision)
    {
        if (At(revision) is { } oldest)
            oldest.Previous = null;
    }

    /// <inheritdoc/>
    internal override void Load(long changedAt, UInt128? hash) => _newest = new InputVersion<TValue>(changedAt, hash is not null, default!, hash);

    /// <inheritdoc/>
    internal override void RemoveUnlessSet(long revision)
    {
        if (_newest is { Loaded: not null })
            Remove(revision);
    }

    /// <inheritdoc/>
    internal override UInt128? Hash() => _newest switch
    {
        { Loaded: { } hash } => hash,
        { HasValue: true } newest => ContentHash.Of(table.Input.Options.ValueCodec!, newest.Value),
        _ => null,
    };

    /// <inheritdoc/>
    internal override ValueTask<(long ChangedAt, long ValidFrom)> ChangedAtAsync(Revision revision, Flight asker, CancellationToken cancellation)
    {
        TryChangedAt(revision, out (long ChangedAt, long ValidFrom) change);
        return new(change);
    }

    /// <inheritdoc/>
    internal override bool TryChangedAt(Revision revision, out (long ChangedAt, long ValidFrom) change)
    {
        long changed = At(revision.Number)?.ChangedAt ?? 0;
        change = (changed, changed);
        return true;
    }
}
