using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>How an element that has a reference of its own is placed, null included.</summary>
/// <typeparam name="T">The element.</typeparam>
public interface IElementCodec<T>
{
    /// <summary>As <see cref="IChildCodec{T}.Extend"/>.</summary>
    static abstract int Extend(T value, int end);

    /// <summary>As <see cref="IChildCodec{T}.Write"/>.</summary>
    static abstract void Write(ref ImageWriter writer, int origin, int at, T value);

    /// <summary>As <see cref="IChildCodec{T}.Read"/>; the child may be null.</summary>
    static abstract T Read(ImageChild child, ref ReadBudget budget);

    /// <summary>Whether both have the same image; either may be null.</summary>
    static abstract bool Same(T left, T right);

    /// <summary>A hash of the value, the same for values that have the same image.</summary>
    static abstract int Hash(T value);
}

/// <summary>Whether a list's elements may be null.</summary>
public interface INullElement
{
    /// <summary>Whether they may.</summary>
    static abstract bool IsAllowed { get; }
}

/// <summary>Elements may be null.</summary>
public readonly struct NullAllowed : INullElement
{
    /// <inheritdoc/>
    public static bool IsAllowed => true;
}

/// <summary>Elements cannot be null; a null in an image reads as empty.</summary>
public readonly struct NullRefused : INullElement
{
    /// <inheritdoc/>
    public static bool IsAllowed => false;
}

/// <summary>An element that cannot be null; null in an image reads as empty.</summary>
/// <typeparam name="TCodec">How it is placed.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ElementCodec<TCodec, T> : IElementCodec<T>
    where TCodec : struct, IChildCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(T value, int end)
    {
        if (!typeof(T).IsValueType && value is null)
            ImageErrors.ThrowNullElement();
        return TCodec.Extend(value, end);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T value)
    {
        if (!typeof(T).IsValueType && value is null)
            ImageErrors.ThrowNullElement();
        TCodec.Write(ref writer, origin, at, value);
    }

    /// <inheritdoc/>
    public static T Read(ImageChild child, ref ReadBudget budget) => TCodec.Read(child, ref budget);

    /// <inheritdoc/>
    public static bool Same(T left, T right) => ImageEquality.Same<TCodec, T>(left, right);

    /// <inheritdoc/>
    public static int Hash(T value) => ImageEquality.Hash<TCodec, T>(value);
}

/// <summary>An element of a reference type that may be null.</summary>
/// <typeparam name="TCodec">How it is placed.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct NullableElementCodec<TCodec, T> : IElementCodec<T?>
    where TCodec : struct, IChildCodec<T>
    where T : class
{
    /// <inheritdoc/>
    public static int Extend(T? value, int end) => value is null ? end : TCodec.Extend(value, end);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T? value)
    {
        if (value is not null)
            TCodec.Write(ref writer, origin, at, value);
    }

    /// <inheritdoc/>
    public static T? Read(ImageChild child, ref ReadBudget budget) => child.IsNull ? null : TCodec.Read(child, ref budget);

    /// <inheritdoc/>
    public static bool Same(T? left, T? right) => ImageEquality.Same<TCodec, T>(left, right);

    /// <inheritdoc/>
    public static int Hash(T? value) => ImageEquality.Hash<TCodec, T>(value);
}

/// <summary>An element of a value type, such as an immutable array, that may be null.</summary>
/// <typeparam name="TCodec">How it is placed.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct NullableValueElementCodec<TCodec, T> : IElementCodec<T?>
    where TCodec : struct, IChildCodec<T>
    where T : struct
{
    /// <inheritdoc/>
    public static int Extend(T? value, int end) => value is { } present ? TCodec.Extend(present, end) : end;

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T? value)
    {
        if (value is { } present)
            TCodec.Write(ref writer, origin, at, present);
    }

    /// <inheritdoc/>
    public static T? Read(ImageChild child, ref ReadBudget budget) => child.IsNull ? null : TCodec.Read(child, ref budget);

    /// <inheritdoc/>
    public static bool Same(T? left, T? right) => ImageEquality.SameMaybe<TCodec, T>(left, right);

    /// <inheritdoc/>
    public static int Hash(T? value) => ImageEquality.HashMaybe<TCodec, T>(value);
}
