using System.Collections.Immutable;
using Cells;

namespace Cells.Samples;

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
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Urgent.</summary>
    Urgent = 1,

    /// <summary>Hidden.</summary>
    Hidden = 4,
}

/// <summary>An order.</summary>
/// <param name="Symbol">What is ordered.</param>
/// <param name="Quantity">How many.</param>
[CellMessage]
public sealed partial record PlaceOrder(string Symbol, uint Quantity = 1);

/// <summary>The number of an order.</summary>
/// <param name="Id">The number.</param>
[CellMessage]
public readonly partial record struct OrderId(ulong Id);

/// <summary>Every scalar.</summary>
[CellMessage]
public sealed partial record Scalars
{
    /// <summary>A bool.</summary>
    public bool Boolean { get; init; }

    /// <summary>An sbyte.</summary>
    public sbyte SByte { get; init; }

    /// <summary>A byte.</summary>
    public byte Byte { get; init; }

    /// <summary>A short.</summary>
    public short Short { get; init; }

    /// <summary>A ushort.</summary>
    public ushort UShort { get; init; }

    /// <summary>An int.</summary>
    public int Int { get; init; }

    /// <summary>A uint.</summary>
    public uint UInt { get; init; }

    /// <summary>A long.</summary>
    public long Long { get; init; }

    /// <summary>A ulong.</summary>
    public ulong ULong { get; init; }

    /// <summary>A float.</summary>
    public float Float { get; init; }

    /// <summary>A double.</summary>
    public double Double { get; init; }

    /// <summary>A char.</summary>
    public char Char { get; init; }

    /// <summary>A half.</summary>
    public Half Half { get; init; }

    /// <summary>An Int128.</summary>
    public Int128 Int128 { get; init; }

    /// <summary>A UInt128.</summary>
    public UInt128 UInt128 { get; init; }

    /// <summary>A Guid.</summary>
    public Guid Guid { get; init; }

    /// <summary>A decimal.</summary>
    public decimal Decimal { get; init; }

    /// <summary>A DateTime.</summary>
    public DateTime DateTime { get; init; }

    /// <summary>A DateTimeOffset.</summary>
    public DateTimeOffset DateTimeOffset { get; init; }

    /// <summary>A TimeSpan.</summary>
    public TimeSpan TimeSpan { get; init; }

    /// <summary>An enum.</summary>
    public Side Side { get; init; }

    /// <summary>A flags enum.</summary>
    public Marks Marks { get; init; }
}

/// <summary>Every scalar that may be absent.</summary>
[CellMessage]
public sealed partial record OptionalScalars(
    bool? Boolean = null,
    byte? Byte = null,
    short? Short = null,
    int? Int = null,
    long? Long = null,
    double? Double = null,
    char? Char = null,
    Int128? Int128 = null,
    Guid? Guid = null,
    decimal? Decimal = null,
    DateTime? DateTime = null,
    DateTimeOffset? DateTimeOffset = null,
    TimeSpan? TimeSpan = null,
    Side? Side = null,
    Marks? Marks = null);

/// <summary>What has a size of its own.</summary>
[CellMessage]
public sealed partial record Bulk(string Text, byte[] Bytes, ReadOnlyMemory<byte> Memory, string? MaybeText, byte[]? MaybeBytes, ReadOnlyMemory<byte>? MaybeMemory);

/// <summary>Lists of all kinds.</summary>
[CellMessage]
public sealed partial record Lists
{
    /// <summary>Numbers.</summary>
    public required int[] Ints { get; init; }

    /// <summary>Wide numbers.</summary>
    public required List<Int128> Wide { get; init; }

    /// <summary>Truths.</summary>
    public required ImmutableArray<bool> Truths { get; init; }

    /// <summary>Ids.</summary>
    public required IReadOnlyList<Guid> Ids { get; init; }

    /// <summary>Numbers that may be absent.</summary>
    public required List<int?> Maybes { get; init; }

    /// <summary>Sides.</summary>
    public required Side[] Sides { get; init; }

    /// <summary>Texts.</summary>
    public required List<string> Texts { get; init; }

    /// <summary>Texts that may be null.</summary>
    public required string?[] MaybeTexts { get; init; }

    /// <summary>Strings of bytes.</summary>
    public required ImmutableArray<byte[]> Blobs { get; init; }

    /// <summary>Lists of lists.</summary>
    public required List<List<int>> Nested { get; init; }

    /// <summary>Lists of lists of texts.</summary>
    public required IReadOnlyList<string[]?> DeepTexts { get; init; }

    /// <summary>Orders.</summary>
    public required List<PlaceOrder> Orders { get; init; }

    /// <summary>Order numbers.</summary>
    public required OrderId[] OrderIds { get; init; }

    /// <summary>A list that may be null.</summary>
    public List<int>? MaybeInts { get; init; }

    /// <summary>An array that may be null.</summary>
    public ImmutableArray<OrderId>? MaybeIds { get; init; }

    /// <summary>Lists of orders.</summary>
    public List<ImmutableArray<PlaceOrder>?>? OrderLists { get; init; }
}

/// <summary>A tree.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Order">An order.</param>
/// <param name="Id">A number.</param>
/// <param name="MaybeId">A number that may be absent.</param>
/// <param name="Left">The left branch.</param>
/// <param name="Children">More branches.</param>
[CellMessage]
public sealed partial record Tree(string Name, PlaceOrder Order, OrderId Id, OrderId? MaybeId, Tree? Left, List<Tree> Children);

/// <summary>No members.</summary>
[CellMessage]
public sealed partial record Nothing;

/// <summary>Defaults of all kinds.</summary>
/// <param name="Text">A text.</param>
/// <param name="Number">A number.</param>
/// <param name="Ratio">A ratio.</param>
/// <param name="Price">A price.</param>
/// <param name="Side">A side.</param>
/// <param name="Maybe">May be absent.</param>
/// <param name="MaybeText">May be null.</param>
/// <param name="Letter">A letter.</param>
/// <param name="Big">A big number.</param>
/// <param name="Id">An id.</param>
[CellMessage]
public sealed partial record Defaults(
    string Text = "a \"b\"",
    int Number = -5,
    double Ratio = 0.1,
    decimal Price = 1.50m,
    Side Side = Side.Sell,
    int? Maybe = 7,
    string? MaybeText = "there",
    char Letter = 'x',
    ulong Big = ulong.MaxValue,
    Guid Id = default);

/// <summary>Holds a message.</summary>
public static partial class Outer
{
    /// <summary>A message within a class.</summary>
    /// <param name="Value">A value.</param>
    [CellMessage]
    public partial record Inner(int Value)
    {
        /// <summary>Not a member.</summary>
        public int Twice => 2 * Value;
    }
}

/// <summary>A message as it was first published.</summary>
/// <param name="Name">A name.</param>
/// <param name="Fast">Whether it is fast.</param>
[CellMessage]
public sealed partial record FirstVersion(string Name, bool Fast);

/// <summary>The same message with members appended.</summary>
/// <param name="Name">A name.</param>
/// <param name="Fast">Whether it is fast.</param>
/// <param name="Safe">Lies where the first version has padding.</param>
/// <param name="Count">A number.</param>
/// <param name="Note">A text.</param>
/// <param name="Maybe">A text that may be null.</param>
/// <param name="Rate">A number that may be absent.</param>
[CellMessage]
public sealed partial record SecondVersion(string Name, bool Fast, bool Safe = true, int Count = 3, string Note = "none", string? Maybe = "perhaps", double? Rate = null);

/// <summary>Holds first versions.</summary>
/// <param name="Items">A list of them.</param>
/// <param name="One">One of them.</param>
[CellMessage]
public sealed partial record FirstHolder(List<FirstVersion> Items, FirstVersion One);

/// <summary>Holds second versions.</summary>
/// <param name="Items">A list of them.</param>
/// <param name="One">One of them.</param>
[CellMessage]
public sealed partial record SecondHolder(List<SecondVersion> Items, SecondVersion One);

/// <summary>A message with an equality of its own.</summary>
/// <param name="Name">What counts.</param>
/// <param name="Note">What does not.</param>
[CellMessage]
public sealed partial record Tagged(string Name, int Note)
{
    /// <summary>Whether both have one name.</summary>
    public bool Equals(Tagged? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
