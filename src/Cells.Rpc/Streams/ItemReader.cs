using System.Threading.Tasks.Sources;
using Cells.Binding;
using Cells.Images;

namespace Cells.Rpc.Streams;

/// <summary>The consumer of a stream: takes items out of its inbox and decodes them.</summary>
/// <typeparam name="TItem">What the consumer gets.</typeparam>
/// <typeparam name="TDecoder">How it is made of an item's image.</typeparam>
internal sealed class ItemReader<TItem, TDecoder>(ItemInbox inbox) : IValueTaskSource<bool>, IThreadPoolWorkItem
    where TDecoder : struct, IResponseDecoder<TItem>
{
    private ManualResetValueTaskSourceCore<bool> _woken;

    internal TItem Current { get; private set; } = default!;

    internal ItemInbox Inbox => inbox;

    /// <summary>Moves to the next item.</summary>
    /// <returns>False at the end.</returns>
    internal ValueTask<bool> MoveNextAsync()
    {
        try
        {
            while (true)
            {
                if (TryMove(out bool hasItem))
                    return new ValueTask<bool>(hasItem);
                if (inbox.TryWait(this))
                    return new ValueTask<bool>(this, _woken.Version);
            }
        }
        catch (Exception error)
        {
            return ValueTask.FromException<bool>(error);
        }
    }

    private bool TryMove(out bool hasItem)
    {
        if (!inbox.TryNext(out hasItem))
            return false;
        if (hasItem)
            Current = Decode(inbox.Current);
        return true;
    }

    private static TItem Decode(ReadOnlySpan<byte> item)
    {
        try
        {
            return TDecoder.Decode(item);
        }
        catch (ImageException error)
        {
            throw new CellException(CellErrorCode.InvalidPayload, $"An item of the stream cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _woken.SetResult(true);

    /// <inheritdoc/>
    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _woken.GetResult(token);
        _woken.Reset();
        return TryMove(out bool hasItem)
            ? hasItem
            : throw new InvalidOperationException("A stream's consumer was woken without an item.");
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _woken.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _woken.OnCompleted(continuation, state, token, flags);
}
