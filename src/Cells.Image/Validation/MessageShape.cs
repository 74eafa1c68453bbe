using Cells.Images.Layout;

namespace Cells.Images.Validation;

/// <summary>What a block must look like in a canonical image: that of a message, of a tuple, of a map's entry.</summary>
public sealed class MessageShape
{
    private readonly BlockLayout _layout;
    private readonly ValueShape[] _members;

    /// <summary>Describes a block.</summary>
    /// <param name="members">Its members in the order of the wire; the array belongs to the shape from now on.</param>
    public MessageShape(params ValueShape[] members)
    {
        _layout = WireLayout.Block([.. members.Select(static member => member.Slot)]);
        _members = members;
        InlineBytes = _layout.InlineBytes;
    }

    /// <summary>What the block takes.</summary>
    internal int InlineBytes { get; }

    /// <summary>Demands that the whole of the bytes is the one image of its value.</summary>
    internal void Validate(ReadOnlySpan<byte> image)
    {
        if (image.Length > ImageLimits.MaxImageBytes)
            ImageErrors.ThrowTooLarge();
        var validator = new ImageValidator(image, InlineBytes);
        Validate(ref validator, 0);
        validator.Finish();
    }

    /// <summary>Demands the canonical form of a block and its children.</summary>
    internal void Validate(ref ImageValidator validator, int at)
    {
        validator.Enter();
        if (validator.Word(at) != _layout.KnownBytes)
            CanonicalErrors.ThrowOtherVersion(at, validator.Word(at), _layout.KnownBytes);
        int end = at + WireLayout.SizeWordBytes;
        for (int i = 0; i < _members.Length; i++)
        {
            int place = at + _layout.Offsets[i];
            validator.Zero(end, place);
            _members[i].Validate(ref validator, at, place);
            end = place + _members[i].Slot.Bytes;
        }

        validator.Zero(end, at + InlineBytes);
        validator.Leave();
    }
}

/// <summary>A nested block: a message, a tuple.</summary>
/// <param name="block">Gives the block; asked only once an image has one, since messages may contain themselves.</param>
internal sealed class NestedShape(Func<MessageShape> block) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, WireLayout.BlockAlignment, out int count);
        if (count != 1)
            CanonicalErrors.Throw(at, "a nested message that is not counted as one");
        MessageShape shape = block();
        validator.Take(shape.InlineBytes);
        shape.Validate(ref validator, place);
    }
}
