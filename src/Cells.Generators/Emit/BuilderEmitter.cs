using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a message's builder.</summary>
internal static class BuilderEmitter
{
    public static void Emit(CodeWriter code, MessageModel message)
    {
        string interfaceName = $"global::Cells.Binding.IImageBuilder<{message.CSharp}.Builder>";
        IReadOnlyList<Slot> slots = Slot.Of(message);
        string sizes = $"{message.Layout.InlineBytes}, {message.Layout.KnownBytes}";
        code.Lines($"""
            /// <summary>
            /// Builds an image of {message.Name} in place. Members of fixed size can be set in any order and again; members of varying size once, in
            /// the order of their declaration. Each member that cannot be null should be set. The image is complete after each step.
            /// </summary>
            """);
        code.Generated();
        code.Open($"public {(message.IsCase ? "new " : "")}ref struct Builder : {interfaceName}");
        code.Line("private global::Cells.Binding.ImageBuilder _builder;");
        code.Line();
        code.Line("/// <summary>Begins an image; what it held before is lost.</summary>");
        code.Line("/// <param name=\"image\">The image, rented with enough memory.</param>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The memory is too small.</exception>");
        code.Line($"public Builder(global::Cells.Image<{message.CSharp}> image)");
        code.Line($"    : this(global::Cells.Binding.ImageBuilder.Begin(image.Buffer, {sizes}))");
        code.Line("{");
        code.Line("}");
        code.Line();
        code.Open("private Builder(global::Cells.Binding.ImageBuilder builder)");
        code.Line("_builder = builder;");
        foreach (Slot slot in slots.Where(static slot => slot.Type.IsInline && slot.HasDefault))
            code.Line($"{slot.Member.Identifier} = {slot.Member.Default!.CSharp};");
        code.Close();
        foreach (Slot slot in slots)
            EmitMember(code, slot);

        code.Lines($"""

            static int {interfaceName}.InlineBytes => {message.Layout.InlineBytes};

            static Builder {interfaceName}.At(global::Cells.ImageBuffer buffer, int at) => new Builder(global::Cells.Binding.ImageBuilder.At(buffer, at, {sizes}));
            """);
        code.Close();
    }

    private static void EmitMember(CodeWriter code, Slot slot)
    {
        WireType type = slot.Type;
        if (type.IsInline)
        {
            code.Line();
            code.Summary(slot.Member.Documentation, $"{slot.Member.Name}, in place.");
            code.Open($"public {type.Declared} {slot.Member.Identifier}");
            code.Line($"readonly get => _builder.Get<{CodecNames.Scalar(type)}, {type.Declared}>({slot.Offset});");
            code.Line($"set => _builder.Set<{CodecNames.Scalar(type)}, {type.Declared}>({slot.Offset}, value);");
            code.Close();
            return;
        }

        string name = slot.Member.Name;
        string place = $"\"{name}\", {slot.Offset}";
        if (type.Kind != WireKind.Bytes)
            EmitSet(code, slot, place);
        switch (type.Kind)
        {
            case WireKind.Text:
                Method(code, slot, $"public void Set{name}(scoped global::System.ReadOnlySpan<byte> utf8) => _builder.AddUtf8({place}, utf8);", "utf8", "The value as UTF-8.");
                break;
            case WireKind.Bytes or WireKind.Memory or WireKind.Lease:
                Method(code, slot, $"public void Set{name}(scoped global::System.ReadOnlySpan<byte> bytes) => _builder.AddBytes({place}, bytes);", "bytes", "The bytes to copy.");
                Method(code, slot, $"public global::System.Span<byte> Reserve{name}(int length) => _builder.Reserve<byte>({place}, length);", "length", "How many bytes.", "The bytes, zeroed, to be filled in.");
                break;
            case WireKind.Message:
                Method(code, slot, $"public void Set{name}(scoped {type.CSharp}.View view) => _builder.AddView<{type.CSharp}.View>({place}, view);", "view", "What to copy.");
                Method(code, slot, $"public {type.CSharp}.Builder Begin{name}() => _builder.Nest<{type.CSharp}.Builder>({place});", null, "", "Its builder; finish with it before the next member.");
                break;
            case WireKind.Union or WireKind.Value:
                Method(code, slot, $"public void Set{name}(scoped {CodecNames.View(type)} view) => _builder.AddUnion<{CodecNames.View(type)}>({place}, view);", "view", "What to copy.");
                if (type.Kind == WireKind.Union)
                    Method(code, slot, $"public {type.CSharp}.Builder Begin{name}() => _builder.NestUnion<{type.CSharp}.Builder>({place});", null, "", "Its builder, which begins the case; finish with it before the next member.");
                break;
            case WireKind.List when type.Element!.IsInline:
                EmitItems(code, slot, type.Element, place);
                break;
            case WireKind.List when type.Element!.Kind == WireKind.Message:
                string list = $"global::Cells.Binding.MessageListBuilder<{type.Element.CSharp}.Builder>";
                Method(code, slot, $"public {list} Begin{name}(int count) => _builder.NestList<{type.Element.CSharp}.Builder>({place}, count);", "count", "How many messages.", "Builders for the messages; finish with them before the next member.");
                break;
        }
    }

    private static void EmitSet(CodeWriter code, Slot slot, string place)
    {
        WireType type = slot.Type;
        string add = $"_builder.Add<{CodecNames.Child(type)}, {type.CSharp}>({place}, ";
        if (!type.IsNullable)
        {
            Method(code, slot, $"public void Set{slot.Member.Name}({type.CSharp} value) => {add}value);", "value", "The value.");
            return;
        }

        Method(code, slot, $"public void Set{slot.Member.Name}({type.Declared} value)", "value", "The value; null leaves the member null.");
        code.Open();
        code.Line("if (value is { } present)");
        code.Line($"    {add}present);");
        code.Close();
    }

    private static void EmitItems(CodeWriter code, Slot slot, WireType element, string place)
    {
        string name = slot.Member.Name;
        Method(code, slot, $"public void Set{name}(scoped global::System.ReadOnlySpan<{element.Declared}> items) => _builder.AddItems<{CodecNames.Scalar(element)}, {element.Declared}>({place}, items);", "items", "The values to copy.");
        if (element.IsPlain)
            Method(code, slot, $"public global::System.Span<{element.CSharp}> Reserve{name}(int count) => _builder.Reserve<{element.CSharp}>({place}, count);", "count", "How many values.", "The values, zeroed, to be filled in.");
    }

    private static void Method(CodeWriter code, Slot slot, string method, string? parameter, string means, string? returns = null)
    {
        code.Line();
        code.Line($"/// <summary>Sets {slot.Member.Name}: once, and before the members of varying size that are declared after it.</summary>");
        if (parameter is not null)
            code.Line($"/// <param name=\"{parameter}\">{means}</param>");
        if (returns is not null)
            code.Line($"/// <returns>{returns}</returns>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">It is out of turn, or the image's memory is used up.</exception>");
        if (method.Contains("(scoped global::System.ReadOnlySpan<"))
            code.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");
        code.Line(method);
    }
}
