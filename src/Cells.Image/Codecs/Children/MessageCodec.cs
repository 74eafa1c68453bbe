using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A nested message.</summary>
/// <typeparam name="T">The message.</typeparam>
public readonly struct MessageCodec<T> : IChildCodec<T>
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public static int Extend(T value, int end) => T.Extend(value, ImageMeasure.Place(end, 8, T.InlineBytes));

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T value)
    {
        int place = writer.Place(8, T.InlineBytes, out _);
        writer.PutReference(at, place - origin, 1);
        T.Write(ref writer, place, value);
    }

    /// <inheritdoc/>
    public static T Read(ImageChild child, ref ReadBudget budget) => T.Read(child.Or(ImageChild.EmptyMessage).Rest, ref budget);

    /// <summary>The value of a message that cannot be null and is not there: each member has its default.</summary>
    public static T Missing(ref ReadBudget budget) => T.Read(ImageBlock.Empty, ref budget);
}

/// <summary>Copies a nested message.</summary>
/// <typeparam name="TView">The message's view.</typeparam>
public readonly struct MessageCopier<TView> : IChildCopier
    where TView : IImageView<TView>, allows ref struct
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget) =>
        TView.Extend(TView.At(child.Rest), ImageMeasure.Place(end, 8, TView.InlineBytes), ref budget);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        int place = writer.Place(8, TView.InlineBytes, out _);
        writer.PutReference(at, place - origin, 1);
        TView.Write(ref writer, place, TView.At(child.Rest), ref budget);
    }
}
