namespace Picante.Evaluation;

/// <summary>A value of an input, from a revision on.</summary>
/// <param name="ChangedAt">The revision.</param>
/// <param name="HasValue">Whether there is a value.</param>
/// <param name="Value">The value.</param>
/// <param name="Loaded">The hash of a value that a cache knows and nobody has set yet; else null.</param>
internal sealed record InputVersion<TValue>(long ChangedAt, bool HasValue, TValue Value, UInt128? Loaded)
{
    /// <summary>What it had before, as long as somebody may ask.</summary>
    internal InputVersion<TValue>? Previous { get; set; }
}
