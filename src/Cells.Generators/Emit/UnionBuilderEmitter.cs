using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a union's builder: it begins one case, or sets a whole value.</summary>
internal static class UnionBuilderEmitter
{
    private const string Failure = "/// <exception cref=\"global::System.InvalidOperationException\">A case was set already, or the image's memory is used up.</exception>";

    public static void Emit(CodeWriter code, UnionModel union)
    {
        string self = $"global::Cells.Binding.IUnionBuilder<{union.CSharp}.Builder>";
        string sizes = $"{UnionModel.Layout.InlineBytes}, {UnionModel.Layout.KnownBytes}";
        code.Line($"/// <summary>Builds a {union.Name} in place: one case of it, once.</summary>");
        code.Generated();
        code.Open($"public ref struct Builder : {self}");
        code.Lines($$"""
            private global::Cells.Binding.ImageBuilder _builder;
            private readonly int _offset;

            /// <summary>Begins an image; what it held before is lost.</summary>
            /// <param name="image">The image, rented with enough memory.</param>
            /// <exception cref="global::System.InvalidOperationException">The memory is too small.</exception>
            public Builder(global::Cells.Image<{{union.CSharp}}> image)
                : this(global::Cells.Binding.ImageBuilder.Begin(image.Buffer, {{sizes}}), {{UnionModel.Layout.Offsets[0]}})
            {
            }

            private Builder(global::Cells.Binding.ImageBuilder builder, int offset)
            {
                _builder = builder;
                _offset = offset;
            }

            /// <summary>Sets the whole value.</summary>
            /// <param name="value">The value.</param>
            {{Failure}}
            public void Set({{union.CSharp}} value) => _builder.Add<{{CodecNames.Codecs}}UnionCodec<{{union.CSharp}}>, {{union.CSharp}}>("{{union.Name}}", _offset, value);

            /// <summary>Sets the whole value to a copy.</summary>
            /// <param name="view">What to copy.</param>
            {{Failure}}
            public void Set(scoped {{union.CSharp}}.View view) => _builder.AddUnion<{{union.CSharp}}.View>("{{union.Name}}", _offset, view);
            """);
        foreach (CaseModel item in union.Cases)
        {
            code.Lines($"""

                /// <summary>Makes it a {item.Name}.</summary>
                /// <returns>The builder of the {item.Name}.</returns>
                {Failure}
                public {item.CSharp}.Builder Begin{item.Name}() => _builder.NestCase<{item.CSharp}.Builder>("{item.Name}", _offset, {UnionEmitter.Tag(item)});
                """);
        }

        code.Lines($"""

            static Builder {self}.Over(global::Cells.Binding.ImageBuilder block, int offset) => new Builder(block, offset);
            """);
        code.Close();
    }
}
