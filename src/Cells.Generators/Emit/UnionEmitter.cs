using System.Globalization;
using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a union's part: how the case of a value is written and read, its view, its builder, the enum of its cases, and what <c>Image&lt;T&gt;</c> gains.</summary>
internal static class UnionEmitter
{
    public static string Emit(UnionModel union)
    {
        var code = new CodeWriter();
        code.OpenNamespace(union.Namespace);
        foreach (ContainerModel container in union.Containers)
            code.Open($"{container.Keywords} {Names.Escape(container.Name)}");
        EmitEnum(code, union);
        code.Line();
        code.Line($"[global::Cells.Binding.UnionCases({string.Join(", ", union.Cases.Select(static item => $"typeof({item.CSharp})"))})]");
        code.Open($"partial record {Names.Escape(union.Name)} : global::Cells.Images.IImageMessage<{union.CSharp}>, global::Cells.Images.IImageUnion<{union.CSharp}>");
        EmitMessage(code, union);
        code.Line();
        EmitCases(code, union);
        code.Line();
        UnionViewEmitter.Emit(code, union);
        code.Line();
        UnionBuilderEmitter.Emit(code, union);
        code.Close();
        foreach (ContainerModel _ in union.Containers)
            code.Close();
        code.Line();
        ExtensionEmitter.Emit(code, union);
        return code.ToString();
    }

    /// <summary>A tag as C# writes it.</summary>
    public static string Tag(CaseModel item) => item.Tag.ToString(CultureInfo.InvariantCulture);

    private static void EmitEnum(CodeWriter code, UnionModel union)
    {
        code.Line($"/// <summary>The cases of {union.Name}, each with its tag on the wire.</summary>");
        code.Generated();
        code.Open($"{union.Access} enum {union.CaseEnum}");
        for (int i = 0; i < union.Cases.Count; i++)
        {
            CaseModel item = union.Cases[i];
            if (i > 0)
                code.Line();
            code.Summary(item.Documentation, $"{item.Name}.");
            code.Line($"{Names.Escape(item.Name)} = {Tag(item)},");
        }

        code.Close();
    }

    private static void EmitMessage(CodeWriter code, UnionModel union)
    {
        string self = $"global::Cells.Images.IImageMessage<{union.CSharp}>";
        string codec = $"{CodecNames.Codecs}UnionCodec<{union.CSharp}>";
        int offset = UnionModel.Layout.Offsets[0];
        code.Generated();
        code.Line($"static {ShapeNames.Validation}MessageShape {self}.Shape {{ get; }} = new({ShapeNames.Union(union.CSharp)});");
        code.Line();
        code.Generated();
        code.Line($"static int {self}.InlineBytes => {UnionModel.Layout.InlineBytes};");
        code.Line();
        code.Generated();
        code.Line($"static int {self}.Extend({union.CSharp} value, int end) => {codec}.Extend(value, end);");
        code.Line();
        code.Generated();
        code.Open($"static void {self}.Write(ref global::Cells.Images.ImageWriter writer, int at, {union.CSharp} value)");
        code.Line($"writer.BeginBlock(at, {UnionModel.Layout.InlineBytes}, {UnionModel.Layout.KnownBytes});");
        code.Line($"{codec}.Write(ref writer, at, at + {offset}, value);");
        code.Close();
        code.Line();
        code.Generated();
        code.Open($"static {union.CSharp} {self}.Read(global::System.ReadOnlySpan<byte> block, ref global::Cells.Images.ReadBudget budget)");
        code.Line($"{CodecNames.Views}ImageBlock source = {CodecNames.Views}ImageBlock.Enter(block, ref budget);");
        code.Line($"{union.CSharp} value = {codec}.Read(source.Child({offset}), ref budget);");
        code.Line("budget.Leave();");
        code.Line("return value;");
        code.Close();
    }

    private static void EmitCases(CodeWriter code, UnionModel union)
    {
        string self = $"global::Cells.Images.IImageUnion<{union.CSharp}>";
        string noCase = $"throw global::Cells.Images.UnionErrors.NoCase(\"{union.SchemaName}\", value)";
        string unknown = $"throw global::Cells.Images.UnionErrors.Unknown(\"{union.SchemaName}\", unknown.Tag)";
        code.Generated();
        code.Line($"static {ShapeNames.Validation}ValueShape {self}.Shape {{ get; }} = {ShapeNames.Shapes}Cases(");
        for (int i = 0; i < union.Cases.Count; i++)
            code.Line($"    {ShapeNames.Shapes}Case<{union.Cases[i].CSharp}>({Tag(union.Cases[i])}){(i < union.Cases.Count - 1 ? "," : ");")}");
        code.Line();
        code.Generated();
        code.Open($"static int {self}.Extend({union.CSharp} value, int end) => value switch");
        foreach (CaseModel item in union.Cases)
            code.Line($"{item.CSharp} item => {CodecNames.Codecs}CaseCodec<{item.CSharp}>.Extend(item, end),");
        if (union.IsOpen)
            code.Line($"Unknown unknown => {unknown},");
        code.Line($"_ => {noCase},");
        code.Close(";");
        code.Line();
        code.Generated();
        code.Open($"static void {self}.Write(ref global::Cells.Images.ImageWriter writer, int origin, int at, {union.CSharp} value)");
        code.Open("switch (value)");
        foreach (CaseModel item in union.Cases)
        {
            code.Line($"case {item.CSharp} item:");
            code.Line($"    {CodecNames.Codecs}CaseCodec<{item.CSharp}>.Write(ref writer, origin, at, {Tag(item)}, item);");
            code.Line("    break;");
        }

        if (union.IsOpen)
            code.Line($"case Unknown unknown: {unknown};");
        code.Line($"default: {noCase};");
        code.Close();
        code.Close();
        code.Line();
        code.Generated();
        code.Open($"static {union.CSharp} {self}.Read({CodecNames.Views}ImageChild child, ref global::Cells.Images.ReadBudget budget) => child.Tag switch");
        foreach (CaseModel item in union.Cases)
            code.Line($"{Tag(item)} => {CodecNames.Codecs}CaseCodec<{item.CSharp}>.Read(child, ref budget),");
        if (union.IsOpen)
            code.Line("> 0 => new Unknown((uint)child.Tag),");
        code.Line($"_ => throw global::Cells.Images.UnionErrors.Undeclared(\"{union.SchemaName}\", child.Tag),");
        code.Close(";");
    }
}
