using Picante.Evaluation;

namespace Picante;

/// <summary>Changes of inputs that take effect together: every snapshot sees all of them or none. Not for several threads.</summary>
public sealed class InputBatch
{
    private readonly Database _database;
    private readonly Dictionary<InputNode, Action<long>> _changes = [];

    internal InputBatch(Database database) => _database = database;

    /// <summary>Sets a value. Without effect where it has that value already.</summary>
    public InputBatch Set<TKey, TValue>(Input<TKey, TValue> input, TKey key, TValue value)
        where TKey : notnull
    {
        InputNode<TKey, TValue> node = _database.Table(input).Node(key);
        _changes[node] = revision => node.Set(revision, value);
        return this;
    }

    /// <summary>Removes a value. Without effect where there is none.</summary>
    public InputBatch Remove<TKey, TValue>(Input<TKey, TValue> input, TKey key)
        where TKey : notnull
    {
        InputNode<TKey, TValue> node = _database.Table(input).Node(key);
        _changes[node] = node.Remove;
        return this;
    }

    /// <summary>Makes the changes seen by snapshots that are taken from now on.</summary>
    /// <returns>The revision that they begin.</returns>
    public long Commit() => _database.Commit(_changes);
}
