using Cells.Images.Layout;

namespace Cells.Images.Validation;

/// <summary>A case of a union in a canonical image. Made by <see cref="Shapes"/>.</summary>
public sealed class CaseShape
{
    internal CaseShape(int tag, Func<MessageShape> block)
    {
        Tag = tag;
        Block = block;
    }

    internal int Tag { get; }

    internal Func<MessageShape> Block { get; }
}

/// <summary>A union by its cases: a reference that bears a tag in place of the count.</summary>
internal sealed class CasesShape(CaseShape[] cases) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, WireLayout.BlockAlignment, out int tag);
        if (Array.Find(cases, item => item.Tag == tag) is not { } found)
        {
            CanonicalErrors.Throw(at, $"a case with the tag {tag}, which is not declared");
            return;
        }

        MessageShape block = found.Block();
        validator.Take(block.InlineBytes);
        block.Validate(ref validator, place);
    }
}

/// <summary>A union by name; asked for its cases only once an image has one, since unions may contain themselves.</summary>
internal sealed class UnionShape<T> : ChildShape
    where T : IImageUnion<T>
{
    internal override void Validate(ref ImageValidator validator, int origin, int at) => T.Shape.Validate(ref validator, origin, at);
}
