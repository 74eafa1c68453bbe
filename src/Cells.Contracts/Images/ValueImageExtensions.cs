using Cells.Images.Views;

namespace Cells;

/// <summary>What an image of a <see cref="Value"/> gains.</summary>
public static class ValueImageExtensions
{
    /// <summary>What an image gains.</summary>
    /// <param name="image">The image.</param>
    extension(Image<Value> image)
    {
        /// <summary>The value, read in place. Valid until the image is disposed.</summary>
        public ValueView View => new(image.Bytes);
    }
}
