namespace Cells.Samples.Golden;

/// <summary>Maps.</summary>
/// <param name="Counts">Numbers by text.</param>
/// <param name="Names">Texts by number.</param>
/// <param name="Orders">Messages by text.</param>
/// <param name="None">No entries.</param>
/// <param name="NoMap">Null.</param>
[CellMessage]
public sealed partial record Maps(
    Dictionary<string, ushort> Counts,
    Dictionary<short, string?> Names,
    Dictionary<string, Order> Orders,
    Dictionary<string, int> None,
    Dictionary<string, int>? NoMap);

/// <summary>Sets.</summary>
/// <param name="Numbers">Numbers.</param>
/// <param name="Texts">Texts.</param>
/// <param name="None">Nothing.</param>
/// <param name="NoSet">Null.</param>
[CellMessage]
public sealed partial record Sets(HashSet<short> Numbers, HashSet<string> Texts, HashSet<int> None, HashSet<int>? NoSet);

/// <summary>Tuples.</summary>
/// <param name="Pair">Two items, whose names do not count.</param>
/// <param name="Deep">A tuple in a tuple.</param>
/// <param name="Pairs">Tuples in a list.</param>
/// <param name="NoPair">Null.</param>
[CellMessage]
public sealed partial record Tuples((byte Id, string Name) Pair, (long, (bool, Side?)) Deep, List<(short, string)> Pairs, (int, int)? NoPair);
