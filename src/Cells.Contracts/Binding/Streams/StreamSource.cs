using Cells.Images;

namespace Cells.Binding.Streams;

/// <summary>Where the items of a stream come from.</summary>
public abstract class StreamSource : StreamArgument
{
    /// <summary>Sends all items; ends with them, or with what the producer throws.</summary>
    public abstract Task SendAsync(ItemWriter writer);
}

/// <summary>A stream of messages.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="items">The producer; enumerated once, with a token that fires when no more items are wanted.</param>
public sealed class StreamSource<T>(IAsyncEnumerable<T> items) : StreamSource
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public override async Task SendAsync(ItemWriter writer)
    {
        await foreach (T item in items.WithCancellation(writer.Stopped).ConfigureAwait(false))
            await writer.WriteAsync(item).ConfigureAwait(false);
    }
}
