using Cells.Images;

namespace Cells.Binding;

/// <summary>Copies views into images of their own.</summary>
public static class ImageCopy
{
    /// <summary>Makes the canonical image of what a view shows, in pooled memory.</summary>
    /// <param name="view">The view.</param>
    /// <exception cref="ImageException">The bytes under the view are not an image of the message.</exception>
    public static Image<T> Create<T, TView>(TView view)
        where T : IImageMessage<T>
        where TView : IImageView<TView>, allows ref struct
    {
        var budget = ReadBudget.For(TView.Reach(view));
        int size = TView.Extend(view, TView.InlineBytes, ref budget);
        PooledImageBuffer buffer = PooledImageBuffer.Rent(size);
        try
        {
            budget = ReadBudget.For(TView.Reach(view));
            var writer = new ImageWriter(buffer.Memory[..size], TView.InlineBytes);
            TView.Write(ref writer, 0, view, ref budget);
            writer.Finish();
            buffer.Length = size;
            return new Image<T>(buffer);
        }
        catch
        {
            buffer.Release();
            throw;
        }
    }
}
