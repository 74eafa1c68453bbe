using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using Cells.Bench.Load.Contracts;

namespace Cells.Bench.Load;

/// <summary>A reply that is not there yet when its handler returns, and costs no allocation of its own.</summary>
internal sealed class LaterEcho : IValueTaskSource<Block>, IThreadPoolWorkItem
{
    private static readonly ConcurrentQueue<LaterEcho> Free = new();

    private ManualResetValueTaskSourceCore<Block> _core;
    private Block _block;

    internal static ValueTask<Block> Begin(Block block)
    {
        if (!Free.TryDequeue(out LaterEcho? echo))
            echo = new LaterEcho();
        echo._block = block;
        var task = new ValueTask<Block>(echo, echo._core.Version);
        ThreadPool.UnsafeQueueUserWorkItem(echo, preferLocal: false);
        return task;
    }

    public void Execute() => _core.SetResult(_block);

    public Block GetResult(short token)
    {
        Block block = _core.GetResult(token);
        _core.Reset();
        Free.Enqueue(this);
        return block;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
