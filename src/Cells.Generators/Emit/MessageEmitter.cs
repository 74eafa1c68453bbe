using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a message's part: how its image is measured, written and read, its view, its builder, and what <c>Image&lt;T&gt;</c> gains.</summary>
internal static class MessageEmitter
{
    public static string Emit(MessageModel message)
    {
        var code = new CodeWriter();
        code.OpenNamespace(message.Namespace);
        EmitType(code, message);
        if (!message.IsFixed)
        {
            code.Line();
            ExtensionEmitter.Emit(code, message);
        }

        return code.ToString();
    }

    /// <summary>Writes the type with the types around it.</summary>
    public static void EmitType(CodeWriter code, MessageModel message)
    {
        foreach (ContainerModel container in message.Containers)
            code.Open($"{container.Keywords} {Names.Escape(container.Name)}");

        string kind = message.IsValueType ? "record struct" : "record";
        if (message.IsSynthesized)
        {
            code.Generated();
            string parameters = string.Join(", ", message.Members.Select(static member => $"{member.Type.Declared} {member.Identifier}"));
            code.Open($"internal readonly record struct {message.Name}({parameters}) : global::Cells.Images.IImageMessage<{message.CSharp}>");
        }
        else
        {
            code.Open($"partial {kind} {Names.Escape(message.Name)} : {(message.IsFixed ? FixedEmitter.Interface(message) : $"global::Cells.Images.IImageMessage<{message.CSharp}>")}");
        }

        if (message.IsFixed)
            FixedEmitter.EmitMembers(code, message);
        else
            EmitMembers(code, message);
        if (!message.IsSynthesized && !message.HasOwnEquality)
        {
            code.Line();
            EqualityEmitter.Emit(code, message);
        }

        code.Close();
        foreach (ContainerModel _ in message.Containers)
            code.Close();
    }

    private static void EmitMembers(CodeWriter code, MessageModel message)
    {
        EmitCodec(code, message);
        code.Line();
        ViewEmitter.Emit(code, message);
        if (message.IsSynthesized)
            return;

        code.Line();
        BuilderEmitter.Emit(code, message);
    }

    private static void EmitCodec(CodeWriter code, MessageModel message)
    {
        IReadOnlyList<Slot> slots = Slot.Of(message);
        string self = $"global::Cells.Images.IImageMessage<{message.CSharp}>";
        code.Generated();
        code.Line($"static int {self}.InlineBytes => {message.Layout.InlineBytes};");
        code.Line();
        EmitShape(code, message, slots, self);
        code.Line();
        code.Generated();
        code.Open($"static int {self}.Extend({message.CSharp} value, int end)");
        foreach (Slot slot in slots.Where(static slot => !slot.Type.IsInline))
            EmitChild(code, message, slot, value => $"end = {CodecNames.Child(slot.Type)}.Extend({value}, end);");
        code.Line("return end;");
        code.Close();
        code.Line();
        code.Generated();
        code.Open($"static void {self}.Write(ref global::Cells.Images.ImageWriter writer, int at, {message.CSharp} value)");
        BlockEmitter.Emit(code, message, slots, static slot => $"value.{slot.Member.Identifier}");
        foreach (Slot slot in slots.Where(static slot => !slot.Type.IsInline))
            EmitChild(code, message, slot, value => $"{CodecNames.Child(slot.Type)}.Write(ref writer, at, at + {slot.Offset}, {value});");
        code.Close();
        code.Line();
        EmitRead(code, message, slots, self);
    }

    private static void EmitShape(CodeWriter code, MessageModel message, IReadOnlyList<Slot> slots, string self)
    {
        code.Generated();
        code.Line($"static {ShapeNames.Validation}MessageShape {self}.Shape {{ get; }} = new({(slots.Count == 0 ? ");" : "")}");
        for (int i = 0; i < slots.Count; i++)
            code.Line($"    {ShapeNames.Of(slots[i].Type)}{(i < slots.Count - 1 ? "," : ");")}");
    }

    private static void EmitChild(CodeWriter code, MessageModel message, Slot slot, Func<string, string> statement)
    {
        string value = $"value.{slot.Member.Identifier}";
        if (slot.Type.IsNullable)
        {
            string local = $"member{slot.Offset}";
            code.Line($"if ({value} is {{ }} {local})");
            code.Line("    " + statement(local));
        }
        else if (slot.Type.IsValueType)
        {
            code.Line(statement(value));
        }
        else
        {
            code.Line(statement($"{value} ?? throw global::Cells.Images.ImageMeasure.MissingMember(\"{message.SchemaName}.{slot.Member.Name}\")"));
        }
    }

    private static void EmitRead(CodeWriter code, MessageModel message, IReadOnlyList<Slot> slots, string self)
    {
        code.Generated();
        code.Open($"static {message.CSharp} {self}.Read(global::System.ReadOnlySpan<byte> block, ref global::Cells.Images.ReadBudget budget)");
        code.Line($"{CodecNames.Views}ImageBlock source = {CodecNames.Views}ImageBlock.Enter(block, ref budget);");
        IReadOnlyList<Slot> positional = [.. slots.Where(static slot => slot.Member.IsPositional)];
        IReadOnlyList<Slot> assigned = [.. slots.Where(static slot => !slot.Member.IsPositional)];
        string end = assigned.Count == 0 ? ";" : "";
        code.Line($"{message.CSharp} value = new {message.CSharp}({(positional.Count == 0 ? ")" + end : "")}");
        for (int i = 0; i < positional.Count; i++)
            code.Line($"    {Read(positional[i])}{(i < positional.Count - 1 ? "," : ")" + end)}");
        if (assigned.Count > 0)
        {
            code.Open();
            foreach (Slot slot in assigned)
                code.Line($"{slot.Member.Identifier} = {Read(slot)},");
            code.Close(";");
        }

        code.Line("budget.Leave();");
        code.Line("return value;");
        code.Close();
    }

    private static string Read(Slot slot)
    {
        if (slot.Type.IsInline)
            return slot.Scalar("source");
        string codec = CodecNames.Child(slot.Type);
        return slot.Type.IsNullable
            ? $"{slot.Child("source")} is {{ IsNull: false }} child{slot.Offset} ? {codec}.Read(child{slot.Offset}, ref budget) : default({slot.Type.Declared})"
            : $"{codec}.Read({slot.Child("source")}, ref budget)";
    }
}
