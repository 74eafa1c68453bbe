using Picante.Evaluation;
using Picante.Persistence;

namespace Picante;

/// <summary>Values that come from outside, by key.</summary>
/// <typeparam name="TKey">What they are found by.</typeparam>
/// <typeparam name="TValue">The values; must not change.</typeparam>
public sealed class Input<TKey, TValue> : Ingredient
    where TKey : notnull
{
    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name, unique in a database.</param>
    /// <param name="options">How values are compared and written down; null: by their own equality, and not at all.</param>
    public Input(string name, InputOptions<TKey, TValue>? options = null)
        : base(name, (options ?? InputOptions<TKey, TValue>.Default).Version) => Options = options ?? InputOptions<TKey, TValue>.Default;

    internal InputOptions<TKey, TValue> Options { get; }

    internal override Table CreateTable(Database database) => new InputTable<TKey, TValue>(this, database);
}

/// <summary>How values of an input are compared, and recognised by a later process.</summary>
public sealed record InputOptions<TKey, TValue>
{
    internal static InputOptions<TKey, TValue> Default { get; } = new();

    /// <inheritdoc cref="Ingredient.Version"/>
    public int Version { get; init; }

    /// <summary>When a value counts as unchanged. Default: its own equality.</summary>
    public IEqualityComparer<TValue> Equality { get; init; } = EqualityComparer<TValue>.Default;

    /// <summary>How keys are written down; null: what depends on this input is not kept in caches.</summary>
    public IQueryCodec<TKey>? KeyCodec { get; init; }

    /// <summary>By what a later process recognises a value; only its hash is kept. Null: what depends on this input is not kept in caches.</summary>
    public IQueryCodec<TValue>? ValueCodec { get; init; }
}
