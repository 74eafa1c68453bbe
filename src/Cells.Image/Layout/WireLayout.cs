namespace Cells.Images.Layout;

// Compiled into Cells.Image and into Cells.Generators, so that both lay out every message alike. The rules are those of docs/wire.md.

/// <summary>The scalars of the wire image.</summary>
internal enum ScalarKind
{
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Char,
    Half,
    Int128,
    UInt128,
    Guid,
    Decimal,
    DateTime,
    DateTimeOffset,
    TimeSpan,
}

/// <summary>What one member takes in its block.</summary>
internal readonly struct WireSlot(int bytes, int alignment)
{
    public int Bytes { get; } = bytes;

    public int Alignment { get; } = alignment;
}

/// <summary>Where a block's members lie.</summary>
internal sealed class BlockLayout(int[] offsets, int knownBytes)
{
    /// <summary>Each member's offset from the block's start.</summary>
    public int[] Offsets { get; } = offsets;

    /// <summary>The end of the last member: what the block's size word says.</summary>
    public int KnownBytes { get; } = knownBytes;

    /// <summary>What the block takes: its known bytes, rounded up.</summary>
    public int InlineBytes => WireLayout.AlignUp(KnownBytes, WireLayout.BlockAlignment);
}

/// <summary>Sizes, alignments and offsets.</summary>
internal static class WireLayout
{
    public const int SizeWordBytes = 4;
    public const int BlockAlignment = 8;
    public const int ReferenceBytes = 8;
    public const int ListHeaderBytes = 8;
    public const int DataAlignment = 16;

    public static WireSlot Reference => new(ReferenceBytes, 4);

    public static int AlignUp(int value, int alignment) => (value + alignment - 1) & -alignment;

    public static WireSlot Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean or ScalarKind.SByte or ScalarKind.Byte => new WireSlot(1, 1),
        ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char or ScalarKind.Half => new WireSlot(2, 2),
        ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Single => new WireSlot(4, 4),
        ScalarKind.Int64 or ScalarKind.UInt64 or ScalarKind.Double or ScalarKind.TimeSpan => new WireSlot(8, 8),
        _ => new WireSlot(16, 8),
    };

    /// <summary>A value that may be absent: a mark, then the value at its own alignment.</summary>
    public static WireSlot Optional(WireSlot value) => new(value.Alignment + value.Bytes, value.Alignment);

    public static BlockLayout Block(IReadOnlyList<WireSlot> members)
    {
        var offsets = new int[members.Count];
        int end = SizeWordBytes;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = AlignUp(end, members[i].Alignment);
            end = offsets[i] + members[i].Bytes;
        }

        return new BlockLayout(offsets, end);
    }
}
