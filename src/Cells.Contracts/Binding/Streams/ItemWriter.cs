using Cells.Images;

namespace Cells.Binding.Streams;

/// <summary>Sends the items of one stream, in order, as far as the consumer's credit reaches. One writer at a time.</summary>
public abstract class ItemWriter
{
    /// <summary>Fires when no more items are wanted: the consumer stopped, or the call ended.</summary>
    public abstract CancellationToken Stopped { get; }

    /// <summary>Sends an item once there is credit for it.</summary>
    /// <exception cref="OperationCanceledException">No more items are wanted.</exception>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: the item is larger than the peer takes.</exception>
    public abstract ValueTask WriteAsync<T>(T item)
        where T : IImageMessage<T>;

    /// <summary>Sends an item that is an image already, once there is credit for it.</summary>
    /// <exception cref="OperationCanceledException">No more items are wanted.</exception>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: the item is larger than the peer takes.</exception>
    public abstract ValueTask WriteImageAsync(ReadOnlyMemory<byte> image);
}
