namespace Cells.Samples.Golden;

/// <summary>Has a method for each message of the golden files, so that its schema describes them all.</summary>
[CellContract("golden")]
public interface IGolden
{
    /// <summary>No members.</summary>
    ValueTask EmptyAsync(Empty message);

    /// <summary>An order.</summary>
    ValueTask OrderAsync(Order message);

    /// <summary>Numbers.</summary>
    ValueTask NumbersAsync(Numbers message);

    /// <summary>Other scalars.</summary>
    ValueTask MomentsAsync(Moments message);

    /// <summary>Enums.</summary>
    ValueTask ChoicesAsync(Choices message);

    /// <summary>Values that may be absent.</summary>
    ValueTask MaybesAsync(Maybes message);

    /// <summary>Texts and bytes.</summary>
    ValueTask TextsAsync(Texts message);

    /// <summary>Nested messages.</summary>
    ValueTask NestedAsync(Nested message);

    /// <summary>A message that holds itself.</summary>
    ValueTask ChainAsync(Chain message);

    /// <summary>Lists of what stands inline.</summary>
    ValueTask InlineListsAsync(InlineLists message);

    /// <summary>Lists of texts and of bytes.</summary>
    ValueTask TextListsAsync(TextLists message);

    /// <summary>Lists of lists.</summary>
    ValueTask ListListsAsync(ListLists message);

    /// <summary>Lists of messages.</summary>
    ValueTask MessageListsAsync(MessageLists message);

    /// <summary>The first version of a message.</summary>
    ValueTask VersionOneAsync(VersionOne message);

    /// <summary>The second version of the same message.</summary>
    ValueTask VersionTwoAsync(VersionTwo message);

    /// <summary>Maps.</summary>
    ValueTask MapsAsync(Maps message);

    /// <summary>Sets.</summary>
    ValueTask SetsAsync(Sets message);

    /// <summary>Tuples.</summary>
    ValueTask TuplesAsync(Tuples message);

    /// <summary>Messages of fixed layout.</summary>
    ValueTask ReadingsAsync(Readings message);

    /// <summary>A union alone.</summary>
    ValueTask ShapeAsync(Shape message);

    /// <summary>Unions and open enums.</summary>
    ValueTask DrawingAsync(Drawing message);

    /// <summary>Dynamic values.</summary>
    ValueTask DataAsync(Data message);
}
