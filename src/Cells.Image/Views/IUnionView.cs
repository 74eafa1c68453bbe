namespace Cells.Images.Views;

/// <summary>What the generator gives the view of every union: what it stands over, and how that is copied.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
public interface IUnionView<TSelf> : IChildView<TSelf>
    where TSelf : IUnionView<TSelf>, allows ref struct
{
    /// <summary>What the view's reference refers to, with the tag as its count.</summary>
    static abstract ImageChild Child(TSelf view);

    /// <summary>Where the image ends after a copy of the case was placed behind <paramref name="end"/>.</summary>
    /// <exception cref="ImageException">There is no case, or its tag is not declared.</exception>
    static abstract int ExtendCase(ImageChild child, int end, ref ReadBudget budget);

    /// <summary>Writes a canonical copy of the case at the writer's end, and the reference with its tag.</summary>
    static abstract void WriteCase(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget);
}
