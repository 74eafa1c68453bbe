using Cells.Images.Codecs;

namespace Cells.Images.Validation;

/// <summary>Makes the shapes of values; generated code describes each message with them.</summary>
public static class Shapes
{
    /// <summary>A string.</summary>
    public static ValueShape Text { get; } = new TextShape();

    /// <summary>A string of bytes.</summary>
    public static ValueShape Bytes { get; } = new BytesShape();

    /// <summary>A value of fixed size.</summary>
    /// <typeparam name="TCodec">How it stands.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    public static ValueShape Inline<TCodec, T>()
        where TCodec : struct, IScalarCodec<T> => new InlineShape<TCodec, T>();

    /// <summary>A list of values of fixed size.</summary>
    /// <typeparam name="TCodec">How an element stands.</typeparam>
    /// <typeparam name="T">The element.</typeparam>
    public static ValueShape InlineList<TCodec, T>()
        where TCodec : struct, IScalarCodec<T> => new InlineListShape<TCodec, T>();

    /// <summary>A list of strings, byte strings or lists.</summary>
    /// <param name="element">An element.</param>
    public static ValueShape List(ValueShape element) => new ChildListShape(element);

    /// <summary>A list of messages.</summary>
    /// <typeparam name="T">The message.</typeparam>
    public static ValueShape MessageList<T>()
        where T : IImageMessage<T> => new BlockListShape(static () => T.Shape);

    /// <summary>A list of tuples.</summary>
    /// <param name="items">The items of each.</param>
    public static ValueShape TupleList(params ValueShape[] items)
    {
        var block = new MessageShape(items);
        return new BlockListShape(() => block);
    }

    /// <summary>A map.</summary>
    /// <param name="key">A key.</param>
    /// <param name="value">A value.</param>
    public static ValueShape Map(ValueShape key, ValueShape value) => new MapShape(key, new MessageShape(key, value));

    /// <summary>A set.</summary>
    /// <param name="element">An element.</param>
    public static ValueShape Set(ValueShape element) => new SetShape(element);

    /// <summary>A nested message.</summary>
    /// <typeparam name="T">The message.</typeparam>
    public static ValueShape Message<T>()
        where T : IImageMessage<T> => new NestedShape(static () => T.Shape);

    /// <summary>A tuple.</summary>
    /// <param name="items">Its items.</param>
    public static ValueShape Tuple(params ValueShape[] items)
    {
        var block = new MessageShape(items);
        return new NestedShape(() => block);
    }

    /// <summary>A union.</summary>
    /// <typeparam name="T">The union.</typeparam>
    public static ValueShape Union<T>()
        where T : IImageUnion<T> => new UnionShape<T>();

    /// <summary>A union's cases.</summary>
    /// <param name="cases">The cases, with their tags.</param>
    public static ValueShape Cases(params CaseShape[] cases) => new CasesShape(cases);

    /// <summary>A case of a union.</summary>
    /// <typeparam name="T">The case.</typeparam>
    /// <param name="tag">Its tag.</param>
    public static CaseShape Case<T>(int tag)
        where T : IImageMessage<T> => new(tag, static () => T.Shape);

    /// <summary>A case that is no message of its own.</summary>
    internal static CaseShape Case(int tag, ValueShape member)
    {
        var block = new MessageShape(member);
        return new CaseShape(tag, () => block);
    }

    /// <summary>A value with a reference that may be null.</summary>
    /// <param name="value">The value where it is there.</param>
    public static ValueShape Nullable(ValueShape value) => new NullableShape(value);
}
