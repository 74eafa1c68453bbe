namespace Cells.Images.Validation;

/// <summary>A member of a message in a canonical image.</summary>
/// <param name="Offset">Its place in the block.</param>
/// <param name="Value">What stands there.</param>
public readonly record struct MemberShape(int Offset, ValueShape Value);

/// <summary>What the block of a message must look like in a canonical image.</summary>
public sealed class MessageShape
{
    private readonly int _knownBytes;
    private readonly MemberShape[] _members;

    /// <summary>Describes a message.</summary>
    /// <param name="inlineBytes">What the block takes.</param>
    /// <param name="knownBytes">The end of its last member.</param>
    /// <param name="members">Its members in the order of the wire; the array belongs to the shape from now on.</param>
    public MessageShape(int inlineBytes, int knownBytes, params MemberShape[] members)
    {
        InlineBytes = inlineBytes;
        _knownBytes = knownBytes;
        _members = members;
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
        if (validator.Word(at) != _knownBytes)
            CanonicalErrors.ThrowOtherVersion(at, validator.Word(at), _knownBytes);
        int end = 4;
        foreach (MemberShape member in _members)
        {
            validator.Zero(at + end, at + member.Offset);
            member.Value.Validate(ref validator, at, at + member.Offset);
            end = member.Offset + member.Value.Bytes;
        }

        validator.Zero(at + end, at + InlineBytes);
        validator.Leave();
    }
}

/// <summary>A nested message.</summary>
internal sealed class NestedShape<T> : ChildShape
    where T : IImageMessage<T>
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, 8, out int count);
        if (count != 1)
            CanonicalErrors.Throw(at, "a nested message that is not counted as one");
        validator.Take(T.Shape.InlineBytes);
        T.Shape.Validate(ref validator, place);
    }
}
