using System.Diagnostics.CodeAnalysis;

namespace Dodeca.Hosting;

/// <summary>What became of a call to a cell.</summary>
/// <typeparam name="T">What it returns.</typeparam>
public readonly record struct CellOutcome<T>
{
    private readonly T? _value;

    private CellOutcome(T? value, string? problem)
    {
        _value = value;
        Problem = problem;
    }

    /// <summary>Why the cell could not do it; null where it could.</summary>
    public string? Problem { get; }

    internal static CellOutcome<T> Done(T value) => new(value, null);

    internal static CellOutcome<T> Failed(string problem) => new(default, problem);

    /// <summary>What the cell has returned; false where it could not, and its input is to be passed through.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return Problem is null;
    }

    /// <summary>What the cell has returned, or what is to be taken in its place.</summary>
    public T Or(T passedThrough) => Problem is null ? _value! : passedThrough;
}
