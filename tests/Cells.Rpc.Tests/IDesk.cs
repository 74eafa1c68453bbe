using System.Runtime.CompilerServices;

namespace Cells.Rpc.Tests;

/// <summary>A small service for tests of sessions.</summary>
[CellContract("desk")]
public interface IDesk
{
    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);

    ValueTask<byte[]> FillAsync(int length, CancellationToken cancellation = default);

    /// <summary>Gives notes until its token fires.</summary>
    IAsyncEnumerable<Note> WatchAsync(CancellationToken cancellation = default);

    /// <summary>Takes notes and reads none.</summary>
    ValueTask KeepAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellation = default);
}

[CellMessage]
public readonly partial record struct Note(int Number);

public sealed class Desk : IDesk
{
    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);

    public ValueTask<byte[]> FillAsync(int length, CancellationToken cancellation = default) => new(new byte[length]);

    public async IAsyncEnumerable<Note> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (int i = 0; ; i++)
        {
            await Task.Yield();
            yield return new Note(i);
        }
    }

    public async ValueTask KeepAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellation = default) => await Task.Delay(Timeout.Infinite, cancellation);
}
