using System.Diagnostics.CodeAnalysis;
using Picante.Evaluation;

namespace Picante;

/// <summary>The inputs of one revision, and what follows from them. For any number of threads.</summary>
public sealed class Snapshot : IDisposable
{
    private readonly Database _database;
    private readonly Revision _revision;
    private int _isDisposed;

    internal Snapshot(Database database, Revision revision)
    {
        _database = database;
        _revision = revision;
    }

    /// <summary>The revision that it sees.</summary>
    public long Revision => _revision.Number;

    /// <summary>The value of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Stops waiting; the query goes on as long as others wait for it.</param>
    /// <exception cref="CycleException">It depends on itself.</exception>
    public async ValueTask<TValue> GetAsync<TKey, TValue>(Query<TKey, TValue> query, TKey key, CancellationToken cancellation = default)
        where TKey : notnull
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        Memo<TValue> memo = await _database.Table(query).Node(key).GetAsync(_revision, asker: null, needsValue: true, cancellation);
        return memo.Take();
    }

    /// <summary>The value of an input, where it has one.</summary>
    public bool TryGet<TKey, TValue>(Input<TKey, TValue> input, TKey key, [MaybeNullWhen(false)] out TValue value)
        where TKey : notnull
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        InputVersion<TValue>? version = _database.Table(input).Node(key).At(Revision);
        value = version is { HasValue: true } ? version.Value : default;
        return version is { HasValue: true };
    }

    /// <summary>Gives up what only it could see.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            _database.Release(_revision);
    }
}
