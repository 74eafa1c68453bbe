namespace Cells.Hosting.Tests.Services;

/// <summary>Doubles.</summary>
[CellContract("doubler")]
public interface IDoubler
{
    /// <summary>Twice the number.</summary>
    ValueTask<int> DoubleAsync(int number, CancellationToken cancellation = default);
}

/// <inheritdoc/>
public sealed class Doubler : IDoubler
{
    /// <inheritdoc/>
    public ValueTask<int> DoubleAsync(int number, CancellationToken cancellation = default) => new(number * 2);
}
