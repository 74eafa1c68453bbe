using System.Buffers;
using System.Collections.Concurrent;

namespace Picante.Evaluation;

/// <summary>All values of a query.</summary>
internal sealed class QueryTable<TKey, TValue>(Query<TKey, TValue> query, Database database) : Table
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, QueryNode<TKey, TValue>> _nodes = [];
    private readonly Interner<TKey> _keys = database.Keys<TKey>();

    /// <inheritdoc/>
    internal override Ingredient Ingredient => query;

    /// <summary>The query.</summary>
    internal Query<TKey, TValue> Query => query;

    /// <summary>The database.</summary>
    internal Database Database => database;

    /// <inheritdoc/>
    internal override QueryCounters Counters { get; } = new(query.Name);

    /// <inheritdoc/>
    internal override bool IsKept => query.Options.KeyCodec is not null;

    /// <inheritdoc/>
    internal override IEnumerable<QueryNode> QueryNodes => _nodes.Values;

    /// <summary>The node of a key.</summary>
    internal QueryNode<TKey, TValue> Node(TKey key)
    {
        if (_nodes.TryGetValue(key, out QueryNode<TKey, TValue>? node))
            return node;
        key = _keys.Intern(key);
        return _nodes.GetOrAdd(key, new QueryNode<TKey, TValue>(this, key));
    }

    /// <inheritdoc/>
    internal override Node ReadNode(ReadOnlySpan<byte> key) => Node(query.Options.KeyCodec!.Read(key.ToArray()));

    /// <inheritdoc/>
    internal override void WriteKey(Node node, IBufferWriter<byte> destination) => query.Options.KeyCodec!.Write(((QueryNode<TKey, TValue>)node).Key, destination);
}
