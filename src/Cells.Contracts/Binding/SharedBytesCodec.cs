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
        if (LeaseCollection.TryAdd(value.Filled().Buffer, out int index))
        {
            writer.PutReference(at, ImageAttachments.OffsetOf(index), value.Length);
        }
        else
        {
            int place = writer.Place(16, value.Length, out Span<byte> room);
            value.Span.CopyTo(room);
            writer.PutReference(at, place - origin, value.Length);
        }

        GivenLeases.Note(value);
    }

    /// <inheritdoc/>
    public static SharedBytes Read(ImageChild child, ref ReadBudget budget)
    {
        SharedBytes read;
        if (LentLeases.Retain(child) is { } lease)
        {
            read = new SharedBytes(lease);
        }
        else
        {
            budget.Spend(child.Count);
            read = SharedBytes.CopyOf(child.Elements(1));
        }

        budget.Made(read);
        return read.Filled();
    }
}
