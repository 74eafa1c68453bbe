namespace Picante;

/// <summary>An input has no value.</summary>
/// <param name="input">Its name.</param>
/// <param name="key">The key that was asked for.</param>
public sealed class MissingInputException(string input, object key) : Exception($"the input '{input}' has no value for '{key}'")
{
    /// <summary>The input's name.</summary>
    public string Input { get; } = input;

    /// <summary>The key that was asked for.</summary>
    public object Key { get; } = key;
}
