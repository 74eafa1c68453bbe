using Cells.Images.Codecs;

namespace Cells.Images.Validation;

/// <summary>A list of values of fixed size.</summary>
internal sealed class InlineListShape<TCodec, T> : ChildShape
    where TCodec : struct, IScalarCodec<T>
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, 16, out int count);
        validator.Take((long)count * TCodec.Bytes);
        if (TCodec.IsPlain)
            return;
        for (int i = 0; i < count; i++)
            validator.Inline<TCodec, T>(place + i * TCodec.Bytes);
    }
}

/// <summary>A list of values that have references.</summary>
internal sealed class ChildListShape(ValueShape element) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, 8, out int count);
        validator.Take(8L * count);
        validator.Enter();
        for (int i = 0; i < count; i++)
            element.Validate(ref validator, place, place + 8 * i);
        validator.Leave();
    }
}

/// <summary>A list of messages.</summary>
internal sealed class MessageListShape<T> : ChildShape
    where T : IImageMessage<T>
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, 8, out int count);
        if (count == 0)
            return;

        MessageShape message = T.Shape;
        validator.Take(8);
        if (validator.Word(place) != message.InlineBytes)
            CanonicalErrors.ThrowOtherVersion(place, validator.Word(place), message.InlineBytes);
        validator.Zero(place + 4, place + 8);
        validator.Take((long)count * message.InlineBytes);
        for (int i = 0; i < count; i++)
            message.Validate(ref validator, place + 8 + i * message.InlineBytes);
    }
}
