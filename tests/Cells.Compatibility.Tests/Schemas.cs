using Cells.Rpc.Schemas;

namespace Cells.Compatibility;

/// <summary>Hands out schemas as the test wants: not before it says so, counted, and whatever it says.</summary>
internal sealed class Schemas(string? answer = null) : ISchemaSource
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Completes with the first question.</summary>
    public Task Asked => _asked.Task;

    public int Count => Volatile.Read(ref _count);

    public void Open() => _open.TrySetResult();

    public async ValueTask<string> DescribeAsync(string contract, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _count);
        _asked.TrySetResult();
        await _open.Task.WaitAsync(cancellation);
        return answer ?? ShopClient.Contract.SchemaJson;
    }
}
