namespace Cells.Images.Layout;

// Compiled into Cells.Image and into Cells.Generators, like the layout of blocks.

/// <summary>
/// Where the members of a message of fixed layout lie: as in memory, each at a multiple of its alignment. Such a message may have no padding, so
/// that every byte of it is a member's.
/// </summary>
internal sealed class FixedLayout
{
    /// <summary>The most bytes that such a message may take.</summary>
    public const int MaxBytes = 4096;

    private FixedLayout(int[] offsets, long bytes, int alignment, int gapAt, int gap)
    {
        Offsets = offsets;
        Bytes = (int)Math.Min(bytes, int.MaxValue);
        Alignment = alignment;
        GapAt = gapAt;
        Gap = gap;
    }

    /// <summary>Each member's offset.</summary>
    public int[] Offsets { get; }

    /// <summary>What the message takes.</summary>
    public int Bytes { get; }

    /// <summary>Its alignment in memory: that of its largest member, up to 16.</summary>
    public int Alignment { get; }

    /// <summary>What it takes in a block, where nothing is aligned to more than 8.</summary>
    public WireSlot Slot => new(Bytes, Math.Min(WireLayout.BlockAlignment, Alignment));

    /// <summary>The first member that would have padding before it, or their number where there would be some behind the last; -1 where there is none.</summary>
    public int GapAt { get; }

    /// <summary>How many bytes of padding there would be.</summary>
    public int Gap { get; }

    /// <summary>Whether every bit pattern of a scalar is a value whose form in memory is its form on the wire (but for the order of a Guid's bytes).</summary>
    public static bool Allows(ScalarKind kind) => kind
        is not (ScalarKind.Boolean or ScalarKind.Char or ScalarKind.Decimal or ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.TimeSpan);

    /// <summary>What a scalar takes: in memory a 128-bit integer is aligned to its size.</summary>
    public static WireSlot Scalar(ScalarKind kind) =>
        kind is ScalarKind.Int128 or ScalarKind.UInt128 ? new WireSlot(16, 16) : WireLayout.Scalar(kind);

    /// <summary>Lays members out.</summary>
    /// <param name="members">What each takes in memory.</param>
    public static FixedLayout Of(IReadOnlyList<WireSlot> members)
    {
        var offsets = new int[members.Count];
        int alignment = 1;
        long end = 0;
        int gapAt = -1;
        int gap = 0;
        for (int i = 0; i <= members.Count; i++)
        {
            int next = i < members.Count ? members[i].Alignment : alignment;
            long place = (end + next - 1) & -next;
            if (place > end && gapAt < 0)
            {
                gapAt = i;
                gap = (int)(place - end);
            }

            end = place;
            if (i == members.Count)
                break;
            offsets[i] = (int)Math.Min(place, int.MaxValue);
            alignment = Math.Max(alignment, next);
            end += members[i].Bytes;
        }

        return new FixedLayout(offsets, end, alignment, gapAt, gap);
    }
}
