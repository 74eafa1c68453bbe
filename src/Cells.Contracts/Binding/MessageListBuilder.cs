namespace Cells.Binding;

/// <summary>Builds the messages of a list one after another.</summary>
/// <typeparam name="TBuilder">The builder of a message.</typeparam>
public ref struct MessageListBuilder<TBuilder>
    where TBuilder : IImageBuilder<TBuilder>, allows ref struct
{
    private readonly ImageBuffer _buffer;
    private readonly int _first;
    private int _next;

    internal MessageListBuilder(ImageBuffer buffer, int first, int count)
    {
        _buffer = buffer;
        _first = first;
        Count = count;
    }

    /// <summary>How many messages the list has.</summary>
    public int Count { get; }

    /// <summary>The builder of the next message. Finish with it before the one after it.</summary>
    /// <exception cref="InvalidOperationException">There is no next message.</exception>
    public TBuilder Next()
    {
        if (_next >= Count)
            throw new InvalidOperationException($"The list was begun with {Count} messages; there is no next one.");
        return TBuilder.At(_buffer, _first + _next++ * TBuilder.InlineBytes);
    }
}
