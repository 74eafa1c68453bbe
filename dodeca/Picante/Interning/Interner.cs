using System.Collections.Concurrent;

namespace Picante;

/// <summary>
/// Values of which one stands for all that equal it: they take memory once, and comparing two of them is over with their references. What they mean never changes, so that
/// nothing depends on them. For any number of threads.
/// </summary>
/// <typeparam name="TValue">The values; must not change.</typeparam>
/// <param name="equality">When two are equal; null: by their own equality.</param>
/// <param name="capacity">How many are kept, for as long as it lives; further ones stand for themselves.</param>
public sealed class Interner<TValue>(IEqualityComparer<TValue>? equality = null, int capacity = Interner<TValue>.DefaultCapacity)
    where TValue : notnull
{
    /// <summary>How many are kept where nothing else is said.</summary>
    public const int DefaultCapacity = 1 << 20;

    private readonly ConcurrentDictionary<TValue, TValue> _values = new(equality);
    private int _count;

    /// <summary>How many are kept.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The one that stands for a value: the first that came of those that equal it. What is no object takes no memory of its own, and stands for itself.</summary>
    public TValue Intern(TValue value)
    {
        if (typeof(TValue).IsValueType)
            return value;
        if (_values.TryGetValue(value, out TValue? known))
            return known;
        if (Interlocked.Increment(ref _count) <= capacity && _values.TryAdd(value, value))
            return value;
        Interlocked.Decrement(ref _count);
        return _values.GetValueOrDefault(value, value);
    }
}
