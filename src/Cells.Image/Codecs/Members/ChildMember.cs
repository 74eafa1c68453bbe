using Cells.Images.Layout;
using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A member that has a reference in its block.</summary>
/// <typeparam name="TCodec">How what it refers to is placed, null included.</typeparam>
/// <typeparam name="T">The value.</typeparam>
public readonly struct ChildMember<TCodec, T> : IMemberCodec<T>
    where TCodec : struct, IElementCodec<T>
{
    /// <inheritdoc/>
    public static int Bytes => WireLayout.ReferenceBytes;

    /// <inheritdoc/>
    public static int Alignment => 4;

    /// <inheritdoc/>
    public static int Extend(T value, int end) => TCodec.Extend(value, end);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, T value) => TCodec.Write(ref writer, origin, origin + offset, value);

    /// <inheritdoc/>
    public static T Read(ImageBlock block, int offset, ref ReadBudget budget) => TCodec.Read(block.Child(offset), ref budget);

    /// <inheritdoc/>
    public static bool Same(T left, T right) => TCodec.Same(left, right);

    /// <inheritdoc/>
    public static int Hash(T value) => TCodec.Hash(value);
}

/// <summary>Looks at a member that refers to a string, a byte string, a list, a map or a set.</summary>
/// <typeparam name="TView">The view of what it refers to.</typeparam>
/// <typeparam name="TCopier">How that is copied.</typeparam>
/// <typeparam name="TNull">What null becomes.</typeparam>
public readonly struct ChildMemberView<TView, TCopier, TNull> : IMemberView<TView>
    where TView : IChildView<TView>, allows ref struct
    where TCopier : struct, IChildCopier
    where TNull : struct, INullElement
{
    /// <inheritdoc/>
    public static int Bytes => WireLayout.ReferenceBytes;

    /// <inheritdoc/>
    public static int Alignment => 4;

    /// <inheritdoc/>
    public static TView Look(ImageBlock block, int offset) => TView.Of(block.Child(offset));

    /// <inheritdoc/>
    public static bool IsNull(ImageBlock block, int offset) => block.Child(offset).IsNull;

    /// <inheritdoc/>
    public static int Extend(ImageBlock block, int offset, int end, ref ReadBudget budget)
    {
        ImageChild child = block.Child(offset);
        return child.IsNull && TNull.IsAllowed ? end : TCopier.Extend(child.Or(ImageChild.Empty), end, ref budget);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, scoped ImageBlock block, ref ReadBudget budget)
    {
        ImageChild child = block.Child(offset);
        if (!child.IsNull || !TNull.IsAllowed)
            TCopier.Write(ref writer, origin, origin + offset, child.Or(ImageChild.Empty), ref budget);
    }
}

/// <summary>Looks at a member that refers to a message or a tuple.</summary>
/// <typeparam name="TView">The message's view.</typeparam>
/// <typeparam name="TNull">What null becomes.</typeparam>
public readonly struct MessageMemberView<TView, TNull> : IMemberView<TView>
    where TView : IImageView<TView>, allows ref struct
    where TNull : struct, INullElement
{
    /// <inheritdoc/>
    public static int Bytes => WireLayout.ReferenceBytes;

    /// <inheritdoc/>
    public static int Alignment => 4;

    /// <inheritdoc/>
    public static TView Look(ImageBlock block, int offset) => block.Message<TView>(offset);

    /// <inheritdoc/>
    public static bool IsNull(ImageBlock block, int offset) => block.Child(offset).IsNull;

    /// <inheritdoc/>
    public static int Extend(ImageBlock block, int offset, int end, ref ReadBudget budget)
    {
        ImageChild child = block.Child(offset);
        return child.IsNull && TNull.IsAllowed ? end : MessageCopier<TView>.Extend(child.Or(ImageChild.EmptyMessage), end, ref budget);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, scoped ImageBlock block, ref ReadBudget budget)
    {
        ImageChild child = block.Child(offset);
        if (!child.IsNull || !TNull.IsAllowed)
            MessageCopier<TView>.Write(ref writer, origin, origin + offset, child.Or(ImageChild.EmptyMessage), ref budget);
    }
}
