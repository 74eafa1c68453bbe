namespace Cells.Compatibility;

/// <summary>A contract that both sides have in one version.</summary>
[CellContract("bell")]
public interface IBell
{
    ValueTask<int> RingAsync(int times, CancellationToken cancellation = default);
}

public sealed class Bell : IBell
{
    public ValueTask<int> RingAsync(int times, CancellationToken cancellation = default) => new(times);
}
