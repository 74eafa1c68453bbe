using Cells.Images;
using Cells.Images.Codecs;
using Cells.Images.Views;

namespace Cells.Binding;

/// <summary>A string of bytes as <see cref="SharedBytes"/>.</summary>
public readonly struct SharedBytesCodec : IChildCodec<SharedBytes>
{
    /// <inheritdoc/>
    public static int Extend(SharedBytes value, int end) => ImageMeasure.Place(end, 16, value.Length);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, SharedBytes value)
    {
        int place = writer.Place(16, value.Length, out Span<byte> room);
        value.Filled().Span.CopyTo(room);
        writer.PutReference(at, place - origin, value.Length);
        GivenLeases.Note(value);
    }

    /// <inheritdoc/>
    public static SharedBytes Read(ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        return SharedBytes.CopyOf(child.Elements(1)).Filled();
    }
}
