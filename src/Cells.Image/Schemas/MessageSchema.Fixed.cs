using Cells.Images.Layout;

namespace Cells.Images.Schemas;

/// <summary>Messages of fixed layout.</summary>
public sealed partial class MessageSchema
{
    private FixedLayout? _fixed;

    /// <summary>Whether it stands inline as it does in memory, and never evolves.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Where the members lie, where the layout is fixed.</summary>
    internal FixedLayout Fixed => _fixed ??= FixedLayout.Of([.. Members.Select(static member => FixedSlot(member.Type))]);

    private static WireSlot FixedSlot(ValueSchema type) =>
        type.Kind == ValueKind.Fixed ? new WireSlot(type.Message!.Fixed.Bytes, type.Message.Fixed.Alignment) : FixedLayout.Scalar(type.Scalar);
}
