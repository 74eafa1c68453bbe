using Cells.Binding;
using Cells.Images;
using Cells.Images.Views;

namespace Cells;

/// <summary>What a view of a <see cref="Value"/> gains.</summary>
public static class ValueViewExtensions
{
    /// <summary>Copies what a view shows into a canonical image of its own, which the caller disposes.</summary>
    /// <param name="view">The view.</param>
    /// <exception cref="ImageException">The bytes are not an image of a value.</exception>
    public static Image<Value> ToImage(this ValueView view) => ImageCopy.Create<Value, ValueView>(view);
}
