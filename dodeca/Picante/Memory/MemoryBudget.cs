using System.Collections.Concurrent;
using Picante.Evaluation;

namespace Picante.Memory;

/// <summary>How many bytes values take, and which are forgotten when it is too much.</summary>
/// <param name="most">How many they may take.</param>
internal sealed class MemoryBudget(long most)
{
    /// <summary>How much of it is in use after values were forgotten: below the limit, so that not each new one forgets another.</summary>
    private const double FilledAfter = 0.75;

    private readonly ConcurrentDictionary<QueryNode, bool> _counted = [];
    private readonly Lock _gate = new();
    private long _used;

    /// <summary>How many they take.</summary>
    internal long Used => Interlocked.Read(ref _used);

    /// <summary>Counts a change of a node's value.</summary>
    internal void Add(QueryNode node, long bytes)
    {
        if (bytes == 0)
            return;
        Interlocked.Add(ref _used, bytes);
        if (bytes > 0)
            _counted.TryAdd(node, true);
    }

    /// <summary>Forgets what was not used for longest, where there is too much. Not while a node is locked.</summary>
    internal void Enforce()
    {
        if (Used <= most || !_gate.TryEnter())
            return;
        try
        {
            var oldestFirst = _counted.Keys.Select(static node => (Node: node, Since: node.EvictableSince)).OrderBy(static candidate => candidate.Since ?? 0).ToList();
            foreach ((QueryNode node, long? since) in oldestFirst)
            {
                if (Used <= most * FilledAfter)
                    break;
                _counted.TryRemove(node, out _);
                if (since is not null)
                    node.Evict();
            }
        }
        finally
        {
            _gate.Exit();
        }
    }
}
