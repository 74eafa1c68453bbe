using Cells.Images.Layout;
using Cells.Images.Views;

namespace Cells.Images.Values;

/// <summary>The blocks of values: that of each case, and that of an object's member.</summary>
internal static class ValueLayout
{
    private static readonly BlockLayout Byte = WireLayout.Block([WireLayout.Scalar(ScalarKind.Boolean)]);
    private static readonly BlockLayout Number = WireLayout.Block([WireLayout.Scalar(ScalarKind.Int64)]);
    private static readonly BlockLayout Reference = WireLayout.Block([WireLayout.Reference]);
    public static readonly BlockLayout Member = WireLayout.Block([WireLayout.Reference, WireLayout.Reference]);

    public static readonly int ByteOffset = Byte.Offsets[0];
    public static readonly int NumberOffset = Number.Offsets[0];
    public static readonly int ReferenceOffset = Reference.Offsets[0];
    public static readonly int ReferenceKnown = Reference.KnownBytes;
    public static readonly int ReferenceBytes = Reference.InlineBytes;
    public static readonly int KeyOffset = Member.Offsets[0];
    public static readonly int ValueOffset = Member.Offsets[1];
    public static readonly int MemberKnown = Member.KnownBytes;
    public static readonly int MemberBytes = Member.InlineBytes;

    /// <summary>What the block of a case takes.</summary>
    public static int InlineBytes(ValueCase kind) => Of(kind).InlineBytes;

    /// <summary>Takes room for the block of a case, begins it and refers to it.</summary>
    public static int Begin(ref ImageWriter writer, int origin, int at, ValueCase kind)
    {
        BlockLayout layout = Of(kind);
        int place = writer.Place(8, layout.InlineBytes, out _);
        writer.PutReference(at, place - origin, (int)kind);
        writer.BeginBlock(place, layout.InlineBytes, layout.KnownBytes);
        return place;
    }

    /// <summary>The case that a reference refers to.</summary>
    /// <exception cref="ImageException">Its tag is not declared.</exception>
    public static ValueCase CaseOf(ImageChild child)
    {
        if (child.IsNull)
            return ValueCase.Null;
        if (child.Tag is < (int)ValueCase.Boolean or > (int)ValueCase.Object)
            throw UnionErrors.Undeclared(nameof(Value), child.Tag);
        return (ValueCase)child.Tag;
    }

    /// <summary>The block of a case.</summary>
    public static BlockLayout Of(ValueCase kind) => kind switch
    {
        ValueCase.Boolean => Byte,
        ValueCase.Integer or ValueCase.Double => Number,
        _ => Reference,
    };
}
