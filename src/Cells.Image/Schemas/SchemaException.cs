namespace Cells.Images.Schemas;

/// <summary>A text that should be a contract's schema is not.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="line">The line that it is in, from 1.</param>
    /// <param name="column">The column that it begins at, from 1.</param>
    public SchemaException(string problem, int line, int column)
        : base($"Line {line}, column {column}: {problem}")
    {
        Problem = problem;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>The line that it is in, from 1.</summary>
    public int Line { get; }

    /// <summary>The column that it begins at, from 1, in UTF-16 units.</summary>
    public int Column { get; }
}
