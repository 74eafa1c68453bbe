using Cells.Generators.Models;
using Cells.Images.Layout;

namespace Cells.Generators.Emit;

/// <summary>Writes the part of a message of fixed layout: how large it is.</summary>
internal static class FixedEmitter
{
    public static void EmitMembers(CodeWriter code, MessageModel message)
    {
        WireSlot slot = message.FixedLayout.Slot;
        string self = Interface(message);
        code.Generated();
        code.Line($"static int {self}.Bytes => {slot.Bytes};");
        code.Line();
        code.Generated();
        code.Line($"static int {self}.Alignment => {slot.Alignment};");
    }

    public static string Interface(MessageModel message) => $"global::Cells.Images.IFixedLayout<{message.CSharp}>";
}
