namespace Cells.Binding.Streams;

/// <summary>A stream of images, for callers without the contract.</summary>
/// <param name="images">The images of its items, in order.</param>
public sealed class ImageSource(IEnumerable<ReadOnlyMemory<byte>> images) : StreamSource
{
    /// <inheritdoc/>
    public override async Task SendAsync(ItemWriter writer)
    {
        foreach (ReadOnlyMemory<byte> image in images)
            await writer.WriteImageAsync(image).ConfigureAwait(false);
    }
}
