namespace Cells.Samples;

/// <summary>A point.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Point(float X, float Y);

/// <summary>A quote.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Price">Its price, scaled.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Venue">Where.</param>
/// <param name="Side">Which way.</param>
/// <param name="Padding">Nothing.</param>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Quote(Guid Id, long Price, uint Quantity, ushort Venue, byte Side, byte Padding = 0);

/// <summary>Every scalar that a fixed layout may have.</summary>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Plain
{
    /// <summary>An Int128.</summary>
    public Int128 Int128 { get; init; }

    /// <summary>A UInt128.</summary>
    public UInt128 UInt128 { get; init; }

    /// <summary>A quote within.</summary>
    public Quote Quote { get; init; }

    /// <summary>A double.</summary>
    public double Double { get; init; }

    /// <summary>A ulong.</summary>
    public ulong ULong { get; init; }

    /// <summary>A point within.</summary>
    public Point Point { get; init; }

    /// <summary>An int.</summary>
    public int Int { get; init; }

    /// <summary>A half.</summary>
    public Half Half { get; init; }

    /// <summary>A short.</summary>
    public short Short { get; init; }

    /// <summary>An sbyte.</summary>
    public sbyte SByte { get; init; }

    /// <summary>A byte.</summary>
    public byte Byte { get; init; }

    /// <summary>Nothing.</summary>
    public ushort Padding { get; init; }

    /// <summary>Nothing.</summary>
    public uint Padding2 { get; init; }

    /// <summary>Nothing.</summary>
    public ulong Padding3 { get; init; }
}

/// <summary>Messages of fixed layout in every place.</summary>
/// <param name="First">Inline.</param>
/// <param name="Best">One that may be absent.</param>
/// <param name="Plain">Every scalar.</param>
/// <param name="Quotes">A list.</param>
/// <param name="Path">An array.</param>
/// <param name="Maybes">A list of such that may be absent.</param>
/// <param name="ByName">A map.</param>
/// <param name="Pair">A tuple.</param>
/// <param name="Tail">Inline, behind what refers.</param>
[CellMessage]
public sealed partial record Book(
    Point First,
    Quote? Best,
    Plain Plain,
    List<Quote> Quotes,
    Point[] Path,
    List<Point?> Maybes,
    Dictionary<string, Quote> ByName,
    (Point, Quote?) Pair,
    Point Tail = default);
