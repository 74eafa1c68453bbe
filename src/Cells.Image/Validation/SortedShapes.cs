using Cells.Images.Layout;

namespace Cells.Images.Validation;

/// <summary>A map: a list of entries, ascending by their encoded keys.</summary>
internal sealed class MapShape(ValueShape key, MessageShape entry) : BlockListShape(() => entry)
{
    private readonly int _offset = WireLayout.AlignUp(WireLayout.SizeWordBytes, key.Slot.Alignment);

    private protected override void ValidateOrder(ref ImageValidator validator, int before, int at) =>
        ImageValidator.Ascend(at + _offset, key.Key(validator.Image, before, before + _offset), key.Key(validator.Image, at, at + _offset));
}

/// <summary>A set: a list of its elements, ascending by their encoded form.</summary>
internal sealed class SetShape(ValueShape element) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, element is ChildShape ? WireLayout.BlockAlignment : WireLayout.DataAlignment, out int count);
        int bytes = element.Slot.Bytes;
        validator.Take((long)count * bytes);
        for (int i = 0; i < count; i++)
        {
            int here = place + i * bytes;
            element.Validate(ref validator, place, here);
            if (i > 0)
                ImageValidator.Ascend(here, element.Key(validator.Image, place, here - bytes), element.Key(validator.Image, place, here));
        }
    }
}
