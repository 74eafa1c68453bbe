using Cells.Binding;
using Cells.Images;
using Cells.Images.Views;

namespace Cells;

/// <summary>What images and views of a <see cref="Value"/> gain.</summary>
public static class ValueImageExtensions
{
    /// <summary>What an image gains.</summary>
    /// <param name="image">The image.</param>
    extension(Image<Value> image)
    {
        /// <summary>The value, read in place. Valid until the image is disposed.</summary>
        public ValueView View => new(image.Bytes);
    }

    /// <summary>What a view gains.</summary>
    /// <param name="view">The view.</param>
    extension(ValueView view)
    {
        /// <summary>Copies what the view shows into a canonical image of its own, which the caller disposes.</summary>
        /// <exception cref="ImageException">The bytes are not an image of a value.</exception>
        public Image<Value> ToImage() => ImageCopy.Create<Value, ValueView>(view);
    }
}
