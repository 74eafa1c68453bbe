using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a union's view: which case is there, and that case's view.</summary>
internal static class UnionViewEmitter
{
    private const string Child = CodecNames.Views + "ImageChild";
    private const string Budget = "ref global::Cells.Images.ReadBudget budget";

    public static void Emit(CodeWriter code, UnionModel union)
    {
        string message = $"global::Cells.Images.IImageView<{union.CSharp}.View>";
        string self = $"{CodecNames.Views}IUnionView<{union.CSharp}.View>";
        code.Line($"/// <summary>Reads a {union.Name} in place: which case it is, and the case. The bytes need not have been validated: each access checks its own bounds.</summary>");
        code.Generated();
        code.Open($"public readonly ref struct View : {message}, {self}");
        EmitConstructors(code);
        EmitCase(code, union);
        foreach (CaseModel item in union.Cases)
            EmitAs(code, union, item);
        EmitCopies(code, union);
        EmitBlock(code, message);
        EmitReference(code, union, self);
        code.Close();
    }

    private static void EmitConstructors(CodeWriter code) => code.Lines($"""
        private readonly {Child} _case;

        /// <summary>Stands over an image whose message the union is.</summary>
        /// <param name="image">The bytes from the block's start to the image's end.</param>
        /// <exception cref="global::Cells.Images.ImageException">The block does not fit into the bytes.</exception>
        public View(global::System.ReadOnlySpan<byte> image) => _case = {CodecNames.Views}ImageBlock.At(image).Child({UnionModel.Layout.Offsets[0]});

        private View({Child} child) => _case = child;

        /// <summary>Whether there is none.</summary>
        public bool IsNull => _case.IsNull;
        """);

    private static void EmitCase(CodeWriter code, UnionModel union)
    {
        string declared = union.IsOpen ? "> 0" : string.Join(" or ", union.Cases.Select(UnionEmitter.Tag));
        string remark = union.IsOpen ? "; a tag that is not declared is given as it is" : "";
        string reason = union.IsOpen ? "There is none." : "There is none, or its tag is not declared.";
        code.Lines($"""

            /// <summary>Which case it is{remark}.</summary>
            /// <exception cref="global::Cells.Images.ImageException">{reason}</exception>
            public {union.Scope}{union.CaseEnum} Case => _case.Tag is {declared} ? ({union.Scope}{union.CaseEnum})_case.Tag : throw global::Cells.Images.UnionErrors.Undeclared("{union.SchemaName}", _case.Tag);
            """);
    }

    private static void EmitAs(CodeWriter code, UnionModel union, CaseModel item)
    {
        string tag = UnionEmitter.Tag(item);
        code.Lines($$"""

            /// <summary>The {{item.Name}} that it is.</summary>
            /// <exception cref="global::Cells.Images.ImageException">It is another case, or none.</exception>
            public {{item.CSharp}}.View As{{item.Name}} => _case.Tag == {{tag}} ? new {{item.CSharp}}.View(_case.Rest) : throw global::Cells.Images.UnionErrors.OtherCase("{{union.SchemaName}}", "{{item.Name}}", _case.Tag);

            /// <summary>Whether it is a {{item.Name}}, and that.</summary>
            /// <param name="view">The {{item.Name}}; without members where it is another case.</param>
            /// <returns>Whether it is.</returns>
            public bool TryGet{{item.Name}}(out {{item.CSharp}}.View view)
            {
                bool isThere = _case.Tag == {{tag}};
                view = isThere ? new {{item.CSharp}}.View(_case.Rest) : default;
                return isThere;
            }
            """);
    }

    private static void EmitCopies(CodeWriter code, UnionModel union) => code.Lines($"""

        /// <summary>Copies what the view shows into a canonical image of its own, which the caller disposes.</summary>
        /// <returns>The image.</returns>
        /// <exception cref="global::Cells.Images.ImageException">The bytes are not an image of this union, or the case is not known here.</exception>
        public global::Cells.Image<{union.CSharp}> ToImage() => global::Cells.Binding.ImageCopy.Create<{union.CSharp}, View>(this);

        /// <summary>Makes an owned value of what the view shows.</summary>
        /// <returns>The value.</returns>
        /// <exception cref="global::Cells.Images.ImageException">The bytes are not an image of this union.</exception>
        public {union.CSharp} ToOwned() => {CodecNames.Codecs}UnionCodec<{union.CSharp}>.Read(_case);
        """);

    /// <summary>The union as the message of an image.</summary>
    private static void EmitBlock(CodeWriter code, string self)
    {
        int offset = UnionModel.Layout.Offsets[0];
        code.Lines($$"""

            static int {{self}}.InlineBytes => {{UnionModel.Layout.InlineBytes}};

            static int {{self}}.Reach(View view) => view._case.Rest.Length;

            static View {{self}}.At(global::System.ReadOnlySpan<byte> block) => new View(block);

            static int {{self}}.Extend(View view, int end, {{Budget}})
            {
                budget.Enter();
                end = {{CodecNames.Codecs}}UnionCopier<View>.Extend(view._case, end, ref budget);
                budget.Leave();
                return end;
            }

            static void {{self}}.Write(ref global::Cells.Images.ImageWriter writer, int at, scoped View view, {{Budget}})
            {
                budget.Enter();
                writer.BeginBlock(at, {{UnionModel.Layout.InlineBytes}}, {{UnionModel.Layout.KnownBytes}});
                {{CodecNames.Codecs}}UnionCopier<View>.Write(ref writer, at, at + {{offset}}, view._case, ref budget);
                budget.Leave();
            }
            """);
    }

    /// <summary>The union behind a reference.</summary>
    private static void EmitReference(CodeWriter code, UnionModel union, string self)
    {
        string unknown = union.IsOpen ? $"global::Cells.Images.UnionErrors.Unknown(\"{union.SchemaName}\", (uint)child.Tag)" : $"global::Cells.Images.UnionErrors.Undeclared(\"{union.SchemaName}\", child.Tag)";
        code.Lines($"""

            static View {CodecNames.Views}IChildView<{union.CSharp}.View>.Of({Child} child) => new View(child);

            static {Child} {self}.Child(View view) => view._case;

            """);
        code.Open($"static int {self}.ExtendCase({Child} child, int end, {Budget}) => child.Tag switch");
        foreach (CaseModel item in union.Cases)
            code.Line($"{UnionEmitter.Tag(item)} => {CodecNames.Codecs}CaseCopier<{item.CSharp}.View>.Extend(child, end, ref budget),");
        code.Line($"_ => throw {unknown},");
        code.Close(";");
        code.Line();
        code.Open($"static void {self}.WriteCase(ref global::Cells.Images.ImageWriter writer, int origin, int at, scoped {Child} child, {Budget})");
        code.Open("switch (child.Tag)");
        foreach (CaseModel item in union.Cases)
        {
            string tag = UnionEmitter.Tag(item);
            code.Line($"case {tag}:");
            code.Line($"    {CodecNames.Codecs}CaseCopier<{item.CSharp}.View>.Write(ref writer, origin, at, {tag}, child, ref budget);");
            code.Line("    break;");
        }

        code.Line($"default: throw {unknown};");
        code.Close();
        code.Close();
    }
}
