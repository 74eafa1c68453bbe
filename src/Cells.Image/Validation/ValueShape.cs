using System.Text.Unicode;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Views;

namespace Cells.Images.Validation;

/// <summary>What a value must look like in a canonical image, for <see cref="ImageCodec.Validate"/>. Made by <see cref="Shapes"/>.</summary>
public abstract class ValueShape
{
    private protected ValueShape()
    {
    }

    /// <summary>What it takes where it stands: its inline form, or a reference.</summary>
    internal abstract WireSlot Slot { get; }

    /// <summary>Demands the canonical form.</summary>
    /// <param name="validator">The image.</param>
    /// <param name="origin">What a reference counts from.</param>
    /// <param name="at">The value's place, or its reference's.</param>
    internal abstract void Validate(ref ImageValidator validator, int origin, int at);

    /// <summary>The encoded form by which keys are in order.</summary>
    internal virtual ReadOnlySpan<byte> Key(ReadOnlySpan<byte> image, int origin, int at) => image.Slice(at, Slot.Bytes);
}

/// <summary>A value of fixed size.</summary>
internal sealed class InlineShape<TCodec, T> : ValueShape
    where TCodec : struct, IScalarCodec<T>
{
    internal override WireSlot Slot => new(TCodec.Bytes, TCodec.Alignment);

    internal override void Validate(ref ImageValidator validator, int origin, int at) => validator.Inline<TCodec, T>(at);
}

/// <summary>A value that has a reference.</summary>
internal abstract class ChildShape : ValueShape
{
    internal sealed override WireSlot Slot => WireLayout.Reference;
}

/// <summary>A value that has a reference and may be null.</summary>
internal sealed class NullableShape(ValueShape value) : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        if (!validator.IsNull(at))
            value.Validate(ref validator, origin, at);
    }
}

/// <summary>A string.</summary>
internal sealed class TextShape : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        int place = validator.Follow(origin, at, 1, out int count);
        if (!Utf8.IsValid(validator.Take(count)))
            CanonicalErrors.Throw(place, "a text that is not UTF-8");
    }

    internal override ReadOnlySpan<byte> Key(ReadOnlySpan<byte> image, int origin, int at) =>
        ImageReference.Follow(image[origin..], at - origin, 0).Elements(1);
}

/// <summary>A string of bytes.</summary>
internal sealed class BytesShape : ChildShape
{
    internal override void Validate(ref ImageValidator validator, int origin, int at)
    {
        validator.Follow(origin, at, WireLayout.DataAlignment, out int count);
        validator.Take(count);
    }
}
