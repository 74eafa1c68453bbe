using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A union: a reference that bears the tag of the case that it refers to.</summary>
/// <typeparam name="T">The union.</typeparam>
public readonly struct UnionCodec<T> : IChildCodec<T>
    where T : IImageUnion<T>
{
    /// <inheritdoc/>
    public static int Extend(T value, int end) => T.Extend(value, end);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T value) => T.Write(ref writer, origin, at, value);

    /// <inheritdoc/>
    public static T Read(ImageChild child, ref ReadBudget budget) => T.Read(child, ref budget);

    /// <summary>Makes an owned value of what a view stands over.</summary>
    public static T Read(ImageChild child)
    {
        var budget = ReadBudget.For(child.Rest);
        return T.Read(child, ref budget);
    }
}

/// <summary>Copies a union.</summary>
/// <typeparam name="TView">The union's view.</typeparam>
public readonly struct UnionCopier<TView> : IChildCopier
    where TView : IUnionView<TView>, allows ref struct
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget) => TView.ExtendCase(child, end, ref budget);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget) =>
        TView.WriteCase(ref writer, origin, at, child, ref budget);
}

/// <summary>One case of a union.</summary>
/// <typeparam name="T">The case.</typeparam>
public readonly struct CaseCodec<T>
    where T : IImageMessage<T>
{
    /// <summary>Where the image ends after the case was placed behind <paramref name="end"/>.</summary>
    public static int Extend(T value, int end) => MessageCodec<T>.Extend(value, end);

    /// <summary>Writes the case at the writer's end, and the reference with its tag.</summary>
    public static void Write(ref ImageWriter writer, int origin, int at, int tag, T value)
    {
        int place = writer.Place(8, T.InlineBytes, out _);
        writer.PutReference(at, place - origin, tag);
        T.Write(ref writer, place, value);
    }

    /// <summary>Makes an owned value of the case.</summary>
    public static T Read(ImageChild child, ref ReadBudget budget) => T.Read(child.Rest, ref budget);
}

/// <summary>Copies one case of a union.</summary>
/// <typeparam name="TView">The case's view.</typeparam>
public readonly struct CaseCopier<TView>
    where TView : IImageView<TView>, allows ref struct
{
    /// <summary>Where the image ends after a copy of the case was placed behind <paramref name="end"/>.</summary>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget) => MessageCopier<TView>.Extend(child, end, ref budget);

    /// <summary>Writes a copy of the case at the writer's end, and the reference with its tag.</summary>
    public static void Write(ref ImageWriter writer, int origin, int at, int tag, scoped ImageChild child, ref ReadBudget budget)
    {
        int place = writer.Place(8, TView.InlineBytes, out _);
        writer.PutReference(at, place - origin, tag);
        TView.Write(ref writer, place, TView.At(child.Rest), ref budget);
    }
}
