using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a message's view.</summary>
internal static class ViewEmitter
{
    public static void Emit(CodeWriter code, MessageModel message)
    {
        IReadOnlyList<Slot> slots = Slot.Of(message);
        string interfaceName = $"global::Cells.Images.IImageView<{message.CSharp}.View>";
        code.Summary("", $"Reads an image of {message.Name} in place. The bytes need not have been validated: each access checks its own bounds.");
        code.Generated();
        code.Open($"public {(message.IsCase ? "new " : "")}readonly ref struct View : {interfaceName}");
        code.Line($"private readonly {CodecNames.Views}ImageBlock _block;");
        code.Line();
        code.Lines($"""
            /// <summary>Stands over an image, or over a block within one.</summary>
            /// <param name="image">The bytes from the block's start to the image's end.</param>
            /// <exception cref="global::Cells.Images.ImageException">The block does not fit into the bytes.</exception>
            public View(global::System.ReadOnlySpan<byte> image) => _block = {CodecNames.Views}ImageBlock.At(image);
            """);
        foreach (Slot slot in slots)
        {
            code.Line();
            EmitProperty(code, message, slot);
        }

        code.Line();
        EmitMembers(code, message, interfaceName);
        code.Line();
        EmitCopy(code, message, slots, interfaceName);
        code.Close();
    }

    private static void EmitProperty(CodeWriter code, MessageModel message, Slot slot)
    {
        WireType type = slot.Type;
        if (type.IsNullable && !type.IsInline && !message.Members.Any(member => member.Name == "Has" + slot.Member.Name))
        {
            code.Line($"/// <summary>Whether <see cref=\"{slot.Member.Identifier}\"/> is not null.</summary>");
            code.Line($"public bool Has{slot.Member.Name} => !{slot.Child("_block")}.IsNull;");
            code.Line();
        }

        code.Summary(slot.Member.Documentation, $"{slot.Member.Name}, read in place.");
        (string name, string value) = type switch
        {
            { IsInline: true } => (type.Declared, slot.Scalar("_block")),
            { Kind: WireKind.Bytes or WireKind.Memory or WireKind.Lease } => ("global::System.ReadOnlySpan<byte>", $"_block.Data({slot.Offset})"),
            { Kind: WireKind.List, Element.IsPlain: true } => ($"global::System.ReadOnlySpan<{type.Element!.CSharp}>", $"_block.Items<{type.Element.CSharp}>({slot.Offset})"),
            { IsBlock: true } => (CodecNames.View(type), $"_block.Message<{CodecNames.View(type)}>({slot.Offset})"),
            { IsUnion: true } => (CodecNames.View(type), $"_block.Union<{CodecNames.View(type)}>({slot.Offset})"),
            { Kind: WireKind.Text } when !slot.HasDefault => (CodecNames.View(type), $"_block.Text({slot.Offset})"),
            _ => (CodecNames.View(type), $"{CodecNames.View(type)}.Of({slot.Child("_block")})"),
        };
        code.Line($"public {name} {slot.Member.Identifier} => {value};");
    }

    private static void EmitMembers(CodeWriter code, MessageModel message, string interfaceName)
    {
        code.Lines($$"""
            static int {{interfaceName}}.InlineBytes => {{message.Layout.InlineBytes}};

            static int {{interfaceName}}.Reach(View view) => view._block.Bytes.Length;

            static View {{interfaceName}}.At(global::System.ReadOnlySpan<byte> block) => new View(block);
            """);
        if (message.IsSynthesized)
            return;

        code.Lines($$"""

            /// <summary>Copies what the view shows into a canonical image of its own, which the caller disposes.</summary>
            /// <returns>The image.</returns>
            /// <exception cref="global::Cells.Images.ImageException">The bytes are not an image of this message.</exception>
            public global::Cells.Image<{{message.CSharp}}> ToImage() => global::Cells.Binding.ImageCopy.Create<{{message.CSharp}}, View>(this);

            /// <summary>Makes an owned value of what the view shows.</summary>
            /// <returns>The value.</returns>
            /// <exception cref="global::Cells.Images.ImageException">The bytes are not an image of this message.</exception>
            public {{message.CSharp}} ToOwned() => global::Cells.Images.ImageCodec.Read<{{message.CSharp}}>(_block.Bytes);
            """);
    }

    private static void EmitCopy(CodeWriter code, MessageModel message, IReadOnlyList<Slot> slots, string interfaceName)
    {
        code.Open($"static int {interfaceName}.Extend(View view, int end, ref global::Cells.Images.ReadBudget budget)");
        code.Line($"{CodecNames.Views}ImageBlock source = {CodecNames.Views}ImageBlock.Enter(view._block, ref budget);");
        foreach (Slot slot in slots.Where(static slot => !slot.Type.IsInline))
            EmitChild(code, slot, child => $"end = {CodecNames.Copier(slot.Type)}.Extend({child}, end, ref budget);");
        code.Line("budget.Leave();");
        code.Line("return end;");
        code.Close();
        code.Line();
        code.Open($"static void {interfaceName}.Write(ref global::Cells.Images.ImageWriter writer, int at, scoped View view, ref global::Cells.Images.ReadBudget budget)");
        code.Line($"{CodecNames.Views}ImageBlock source = {CodecNames.Views}ImageBlock.Enter(view._block, ref budget);");
        BlockEmitter.Emit(code, message, slots, static slot => slot.Scalar("source"));
        foreach (Slot slot in slots.Where(static slot => !slot.Type.IsInline))
            EmitChild(code, slot, child => $"{CodecNames.Copier(slot.Type)}.Write(ref writer, at, at + {slot.Offset}, {child}, ref budget);");
        code.Line("budget.Leave();");
        code.Close();
    }

    private static void EmitChild(CodeWriter code, Slot slot, Func<string, string> statement)
    {
        if (!slot.Type.IsNullable)
        {
            code.Line(statement(slot.Child("source")));
            return;
        }

        code.Line($"if ({slot.Child("source")} is {{ IsNull: false }} child{slot.Offset})");
        code.Line("    " + statement($"child{slot.Offset}"));
    }
}
