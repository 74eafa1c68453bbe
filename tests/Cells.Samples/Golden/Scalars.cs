namespace Cells.Samples.Golden;

/// <summary>No members.</summary>
[CellMessage]
public sealed partial record Empty;

/// <summary>An order.</summary>
/// <param name="Symbol">What is ordered.</param>
/// <param name="Quantity">How many.</param>
[CellMessage]
public sealed partial record Order(string Symbol, uint Quantity);

/// <summary>Every number.</summary>
/// <param name="SByte">8 bits.</param>
/// <param name="Byte">8 bits.</param>
/// <param name="Short">16 bits.</param>
/// <param name="UShort">16 bits.</param>
/// <param name="Int">32 bits.</param>
/// <param name="UInt">32 bits.</param>
/// <param name="Long">64 bits.</param>
/// <param name="ULong">64 bits.</param>
/// <param name="Int128">128 bits.</param>
/// <param name="UInt128">128 bits.</param>
/// <param name="Half">16 bits.</param>
/// <param name="Float">32 bits.</param>
/// <param name="Double">64 bits.</param>
/// <param name="Decimal">A decimal.</param>
[CellMessage]
public sealed partial record Numbers(
    sbyte SByte,
    byte Byte,
    short Short,
    ushort UShort,
    int Int,
    uint UInt,
    long Long,
    ulong ULong,
    Int128 Int128,
    UInt128 UInt128,
    Half Half,
    float Float,
    double Double,
    decimal Decimal);

/// <summary>Every other scalar.</summary>
/// <param name="Flag">A truth.</param>
/// <param name="Letter">A letter.</param>
/// <param name="Half">Half of a character.</param>
/// <param name="Id">An id.</param>
/// <param name="Utc">A date in UTC.</param>
/// <param name="Local">A date of no zone.</param>
/// <param name="Zoned">A date with an offset.</param>
/// <param name="Span">A time span.</param>
[CellMessage]
public sealed partial record Moments(bool Flag, char Letter, char Half, Guid Id, DateTime Utc, DateTime Local, DateTimeOffset Zoned, TimeSpan Span);

/// <summary>Which way an order goes.</summary>
public enum Side : byte
{
    /// <summary>Buys.</summary>
    Buy = 1,

    /// <summary>Sells.</summary>
    Sell = 2,
}

/// <summary>Marks of an order.</summary>
[Flags]
public enum Marks
{
    /// <summary>Urgent.</summary>
    Urgent = 1,

    /// <summary>Hidden.</summary>
    Hidden = 4,
}

/// <summary>Enums.</summary>
/// <param name="Side">One of its values.</param>
/// <param name="Marks">Two marks.</param>
/// <param name="One">One mark.</param>
/// <param name="None">No mark.</param>
[CellMessage]
public sealed partial record Choices(Side Side, Marks Marks, Marks One, Marks None);

/// <summary>Values that may be absent.</summary>
/// <param name="Byte">Present.</param>
/// <param name="Int">Present.</param>
/// <param name="Decimal">Present.</param>
/// <param name="Side">Present.</param>
/// <param name="Absent">Absent.</param>
/// <param name="Zero">Present, and zero.</param>
[CellMessage]
public sealed partial record Maybes(byte? Byte, int? Int, decimal? Decimal, Side? Side, long? Absent, bool? Zero);
