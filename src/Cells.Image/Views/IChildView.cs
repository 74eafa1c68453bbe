namespace Cells.Images.Views;

/// <summary>A view over what a reference refers to.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
public interface IChildView<TSelf>
    where TSelf : IChildView<TSelf>, allows ref struct
{
    /// <summary>The view over a child.</summary>
    /// <exception cref="ImageException">The child does not fit into its image.</exception>
    static abstract TSelf Of(ImageChild child);
}
