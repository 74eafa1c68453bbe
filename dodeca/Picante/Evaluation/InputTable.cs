using System.Buffers;
using System.Collections.Concurrent;

namespace Picante.Evaluation;

/// <summary>All values of an input.</summary>
/// <param name="input">The input.</param>
/// <param name="database">The database.</param>
internal sealed class InputTable<TKey, TValue>(Input<TKey, TValue> input, Database database) : Table
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, InputNode<TKey, TValue>> _nodes = [];
    private readonly Interner<TKey> _keys = database.Keys<TKey>();

    /// <inheritdoc/>
    internal override Ingredient Ingredient => input;

    /// <summary>The input.</summary>
    internal Input<TKey, TValue> Input => input;

    /// <inheritdoc/>
    internal override bool IsKept => input.Options is { KeyCodec: not null, ValueCodec: not null };

    /// <inheritdoc/>
    internal override IEnumerable<InputNode> InputNodes => _nodes.Values;

    /// <summary>The node of a key.</summary>
    internal InputNode<TKey, TValue> Node(TKey key)
    {
        if (_nodes.TryGetValue(key, out InputNode<TKey, TValue>? node))
            return node;
        key = _keys.Intern(key);
        return _nodes.GetOrAdd(key, new InputNode<TKey, TValue>(this, key));
    }

    /// <inheritdoc/>
    internal override Node ReadNode(ReadOnlySpan<byte> key) => Node(input.Options.KeyCodec!.Read(key.ToArray()));

    /// <inheritdoc/>
    internal override void WriteKey(Node node, IBufferWriter<byte> destination) => input.Options.KeyCodec!.Write(((InputNode<TKey, TValue>)node).Key, destination);
}
