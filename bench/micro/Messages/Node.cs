namespace Cells.Bench.Micro.Messages;

/// <summary>A node of a tree.</summary>
[CellMessage]
public sealed partial record Node(int Value, string Name, Node? Left, Node? Right);
