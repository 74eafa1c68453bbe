namespace Cells.Images.Schemas;

/// <summary>A text that should be a contract's schema is not.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">What the JSON reader said; null where the JSON itself is fine.</param>
    public SchemaException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
