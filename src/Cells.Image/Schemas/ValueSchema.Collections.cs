using Cells.Images.Layout;

namespace Cells.Images.Schemas;

/// <summary>Maps, sets and tuples.</summary>
public sealed partial class ValueSchema
{
    private BlockLayout? _block;

    /// <summary>A map's key.</summary>
    internal ValueSchema? Key { get; init; }

    /// <summary>A tuple's items.</summary>
    internal IReadOnlyList<ValueSchema> Items { get; init; } = [];

    /// <summary>Whether it has a block of its own, so that a list holds its blocks side by side.</summary>
    internal bool IsBlock => Kind is ValueKind.Message or ValueKind.Tuple;

    /// <summary>The block of a message, a tuple or a map's entry.</summary>
    internal BlockLayout Block => _block ??= Message?.Layout
        ?? WireLayout.Block(Kind == ValueKind.Map ? [Key!.Slot, Element!.Slot] : [.. Items.Select(static item => item.Slot)]);

    private string CollectionName => Kind switch
    {
        ValueKind.Map => $"Dictionary<{Key}, {Element}>",
        ValueKind.Set => $"HashSet<{Element}>",
        _ => $"({string.Join(", ", Items)})",
    };
}
