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
        where T : IImageMessage<T> => new MessageListShape<T>();

    /// <summary>A nested message.</summary>
    /// <typeparam name="T">The message.</typeparam>
    public static ValueShape Message<T>()
        where T : IImageMessage<T> => new NestedShape<T>();

    /// <summary>A value with a reference that may be null.</summary>
    /// <param name="value">The value where it is there.</param>
    public static ValueShape Nullable(ValueShape value) => new NullableShape(value);
}
