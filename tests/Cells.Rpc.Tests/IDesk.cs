namespace Cells.Rpc.Tests;

/// <summary>A small service for tests of sessions.</summary>
[CellContract("desk")]
public interface IDesk
{
    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);

    ValueTask<byte[]> FillAsync(int length, CancellationToken cancellation = default);
}

public sealed class Desk : IDesk
{
    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);

    public ValueTask<byte[]> FillAsync(int length, CancellationToken cancellation = default) => new(new byte[length]);
}
