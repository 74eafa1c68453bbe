namespace Cells.Samples.Golden;

/// <summary>Texts and bytes.</summary>
/// <param name="Text">A text.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="EmptyText">A text of no characters.</param>
/// <param name="EmptyBytes">No bytes.</param>
/// <param name="NoText">Null.</param>
/// <param name="NoBytes">Null.</param>
[CellMessage]
public sealed partial record Texts(string Text, byte[] Bytes, string EmptyText, ReadOnlyMemory<byte> EmptyBytes, string? NoText, byte[]? NoBytes);

/// <summary>The number of an order.</summary>
/// <param name="Id">The number.</param>
[CellMessage]
public readonly partial record struct OrderId(ulong Id);

/// <summary>Nested messages.</summary>
/// <param name="Order">An order, which has a child of its own.</param>
/// <param name="Id">A number.</param>
/// <param name="Nothing">A message without members.</param>
/// <param name="NoOrder">Null.</param>
/// <param name="NoId">Absent.</param>
[CellMessage]
public sealed partial record Nested(Order Order, OrderId Id, Empty Nothing, Order? NoOrder, OrderId? NoId);

/// <summary>A message that holds itself.</summary>
/// <param name="Value">A value.</param>
/// <param name="Next">The rest.</param>
[CellMessage]
public sealed partial record Chain(int Value, Chain? Next);

/// <summary>The first version of a message.</summary>
/// <param name="Name">A name.</param>
/// <param name="Fast">Whether it is fast.</param>
[CellMessage]
public sealed partial record Setting(string Name, bool Fast);

/// <summary>The second version of <see cref="Setting"/>.</summary>
/// <param name="Name">A name.</param>
/// <param name="Fast">Whether it is fast.</param>
/// <param name="Safe">Lies where the first version has padding.</param>
/// <param name="Count">A number.</param>
/// <param name="Note">A text.</param>
/// <param name="Rate">A number that may be absent.</param>
[CellMessage]
public sealed partial record NewSetting(string Name, bool Fast, bool Safe = true, int Count = 3, string Note = "none", double? Rate = null);

/// <summary>Holds settings of the first version.</summary>
/// <param name="Items">A list of them.</param>
/// <param name="One">One of them.</param>
[CellMessage]
public sealed partial record VersionOne(Setting[] Items, Setting One);

/// <summary>Holds settings of the second version.</summary>
/// <param name="Items">A list of them.</param>
/// <param name="One">One of them.</param>
/// <param name="Title">A text that cannot be null.</param>
/// <param name="Sides">A list that may be null.</param>
[CellMessage]
public sealed partial record VersionTwo(NewSetting[] Items, NewSetting One, string Title = "untitled", Side[]? Sides = null);
