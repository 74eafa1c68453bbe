namespace Cells.Samples.Golden;

/// <summary>Lists of what stands inline.</summary>
/// <param name="Shorts">Numbers.</param>
/// <param name="Longs">Wider numbers.</param>
/// <param name="Truths">Truths.</param>
/// <param name="Sides">Enums.</param>
/// <param name="Maybes">Numbers that may be absent.</param>
/// <param name="None">No numbers.</param>
/// <param name="NoList">Null.</param>
[CellMessage]
public sealed partial record InlineLists(ushort[] Shorts, List<long> Longs, bool[] Truths, Side[] Sides, List<short?> Maybes, int[] None, int[]? NoList);

/// <summary>Lists of texts and of bytes.</summary>
/// <param name="Texts">Texts.</param>
/// <param name="MaybeTexts">Texts that may be null.</param>
/// <param name="Blobs">Bytes.</param>
/// <param name="None">No texts.</param>
[CellMessage]
public sealed partial record TextLists(string[] Texts, List<string?> MaybeTexts, byte[][] Blobs, string[] None);

/// <summary>Lists of lists.</summary>
/// <param name="Numbers">Lists of numbers.</param>
/// <param name="MaybeTexts">Lists of texts, that may be null.</param>
/// <param name="Orders">Lists of messages.</param>
[CellMessage]
public sealed partial record ListLists(int[][] Numbers, List<string[]?> MaybeTexts, List<List<OrderId>> Orders);

/// <summary>Lists of messages.</summary>
/// <param name="Orders">Messages with children.</param>
/// <param name="Ids">Messages without.</param>
/// <param name="None">No messages.</param>
[CellMessage]
public sealed partial record MessageLists(Order[] Orders, List<OrderId> Ids, Order[] None);
