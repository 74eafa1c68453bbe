using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Emits the writing of a message's block: its members of fixed size, before any child is placed and the memory may move.</summary>
internal static class BlockEmitter
{
    internal static void Emit(CodeWriter code, MessageModel message, IReadOnlyList<Slot> slots, Func<Slot, string> value)
    {
        string begin = $"writer.BeginBlock(at, {message.Layout.InlineBytes}, {message.Layout.KnownBytes});";
        Slot[] inline = [.. slots.Where(static slot => slot.Type.IsInline)];
        code.Line(inline.Length == 0 ? begin : $"global::System.Span<byte> block = {begin}");
        foreach (Slot slot in inline)
            code.Line($"global::Cells.Images.ImageWriter.Put<{CodecNames.Scalar(slot.Type)}, {slot.Type.Declared}>(block, {slot.Offset}, {value(slot)});");
    }
}
