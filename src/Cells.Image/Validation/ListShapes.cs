using Cells.Images.Codecs;
using Cells.Images.Layout;

namespace Cells.Images.Validation;

/// <summary>A list of values of fixed size.</summary>
internal sealed class InlineListShape<TCodec, T> : ChildShape
    where TCodec : struct, IScalarCodec<T>
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, WireLayout.DataAlignment, out int count);
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
        int place = validator.Follow(origin, at, WireLayout.BlockAlignment, out int count);
        validator.Take((long)count * WireLayout.ReferenceBytes);
        validator.Enter();
        for (int i = 0; i < count; i++)
            element.Validate(ref validator, place, place + i * WireLayout.ReferenceBytes);
        validator.Leave();
    }
}

/// <summary>A list of blocks: of messages, of tuples.</summary>
/// <param name="block">Gives a block; asked only once an image has one, since messages may contain themselves.</param>
internal class BlockListShape(Func<MessageShape> block) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, WireLayout.BlockAlignment, out int count);
        if (count == 0)
            return;

        MessageShape shape = block();
        validator.Take(WireLayout.ListHeaderBytes);
        if (validator.Word(place) != shape.InlineBytes)
            CanonicalErrors.ThrowOtherVersion(place, validator.Word(place), shape.InlineBytes);
        validator.Zero(place + 4, place + WireLayout.ListHeaderBytes);
        validator.Take((long)count * shape.InlineBytes);
        int first = place + WireLayout.ListHeaderBytes;
        for (int i = 0; i < count; i++)
        {
            shape.Validate(ref validator, first + i * shape.InlineBytes);
            if (i > 0)
                ValidateOrder(ref validator, first + (i - 1) * shape.InlineBytes, first + i * shape.InlineBytes);
        }
    }

    /// <summary>Demands what a block must be to the one before it: in a list, nothing.</summary>
    private protected virtual void ValidateOrder(ref ImageValidator validator, int before, int at)
    {
    }
}
