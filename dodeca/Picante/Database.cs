using System.Collections.Frozen;
using Picante.Evaluation;
using Picante.Memory;
using Picante.Persistence;

namespace Picante;

/// <summary>Inputs, and what was computed from them. For any number of threads.</summary>
public sealed class Database
{
    private readonly FrozenDictionary<Ingredient, Table> _tables;
    private readonly Lock _gate = new();
    private readonly Lock _saving = new();
    private readonly SortedDictionary<long, int> _snapshots = [];
    private readonly Dictionary<Type, object> _keys = [];
    private Revision _current;
    private bool _isLoaded;

    /// <summary>An empty database.</summary>
    /// <param name="ingredients">All inputs and queries that it has.</param>
    /// <param name="options">How it works; null: by default.</param>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public Database(IEnumerable<Ingredient> ingredients, DatabaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ingredients);
        Options = options ?? new DatabaseOptions();
        Budget = new MemoryBudget(Options.MaxBytes);
        _current = new Revision(this, 1);
        Dictionary<Ingredient, Table> tables = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Ingredient ingredient in ingredients)
        {
            if (!names.Add(ingredient.Name))
                throw new ArgumentException($"two ingredients are called '{ingredient.Name}'", nameof(ingredients));
            tables.Add(ingredient, ingredient.CreateTable(this));
        }

        _tables = tables.ToFrozenDictionary();
    }

    /// <summary>The revision that new snapshots see.</summary>
    public long Revision => Volatile.Read(ref _current).Number;

    /// <summary>What became of the values of each query.</summary>
    public IReadOnlyList<QueryCounters> Counters => [.. _tables.Values.Select(static table => table.Counters).OfType<QueryCounters>().OrderBy(static counters => counters.Query, StringComparer.Ordinal)];

    /// <summary>How many bytes its values take, as their queries count them.</summary>
    public long Bytes => Budget.Used;

    internal DatabaseOptions Options { get; }

    internal MemoryBudget Budget { get; }

    /// <summary>One key stands for all that equal it: most are those of several queries. While it is made.</summary>
    internal Interner<TKey> Keys<TKey>()
        where TKey : notnull
    {
        if (_keys.TryGetValue(typeof(TKey), out object? known))
            return (Interner<TKey>)known;
        var keys = new Interner<TKey>();
        _keys.Add(typeof(TKey), keys);
        return keys;
    }

    internal IEnumerable<Table> Tables => _tables.Values;

    /// <summary>What became of the values of a query.</summary>
    public QueryCounters CountersOf<TKey, TValue>(Query<TKey, TValue> query)
        where TKey : notnull => Table(query).Counters;

    /// <summary>Begins changes of inputs.</summary>
    public InputBatch Change() => new(this);

    /// <summary>Sees the inputs as they are now, whatever becomes of them, until it is disposed.</summary>
    public Snapshot Snapshot()
    {
        lock (_gate)
        {
            _snapshots[_current.Number] = _snapshots.GetValueOrDefault(_current.Number) + 1;
            return new Snapshot(this, _current);
        }
    }

    /// <summary>
    /// Takes over what another process has computed. Before the first snapshot: the first change after it has to set every input; those that it does not set count as removed.
    /// </summary>
    /// <param name="cache">What <see cref="Save"/> has written.</param>
    /// <param name="version">Must be what it was saved with.</param>
    /// <returns>Why it was not taken over; null where it was.</returns>
    public string? Load(ReadOnlyMemory<byte> cache, string version)
    {
        if (CacheReader.Read(this, cache, version, out long revision) is { } problem)
            return problem;
        lock (_gate)
        {
            _isLoaded = true;
            _current = new Revision(this, revision);
        }

        return null;
    }

    /// <summary>Writes down what later processes need not compute again.</summary>
    /// <param name="destination">Written from its position on; can be read only when all is there.</param>
    /// <param name="version">Names what computes; another version does not use the cache.</param>
    public void Save(Stream destination, string version)
    {
        lock (_saving)
            CacheWriter.Write(this, destination, version);
    }

    internal QueryTable<TKey, TValue> Table<TKey, TValue>(Query<TKey, TValue> query)
        where TKey : notnull => (QueryTable<TKey, TValue>)Find(query);

    internal InputTable<TKey, TValue> Table<TKey, TValue>(Input<TKey, TValue> input)
        where TKey : notnull => (InputTable<TKey, TValue>)Find(input);

    internal long Commit(Dictionary<InputNode, Action<long>> changes)
    {
        lock (_gate)
        {
            // The values are there before anybody can see the revision; whoever sees an older one does not look at them.
            long next = _current.Number + 1;
            long oldest = _snapshots.Count > 0 ? _snapshots.First().Key : next;
            foreach ((InputNode node, Action<long> change) in changes)
            {
                change(next);
                node.ForgetBefore(oldest);
            }

            if (_isLoaded)
            {
                _isLoaded = false;
                foreach (InputNode node in _tables.Values.SelectMany(static table => table.InputNodes))
                    node.RemoveUnlessSet(next);
            }

            Volatile.Write(ref _current, new Revision(this, next));
            return next;
        }
    }

    internal void Release(Revision revision)
    {
        lock (_gate)
        {
            if (--_snapshots[revision.Number] == 0)
                _snapshots.Remove(revision.Number);
        }
    }

    private Table Find(Ingredient ingredient) => _tables.TryGetValue(ingredient, out Table? table)
        ? table
        : throw new ArgumentException($"this database has no '{ingredient.Name}'; its constructor is given all that it has", nameof(ingredient));
}
