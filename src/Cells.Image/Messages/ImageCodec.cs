namespace Cells.Images;

/// <summary>Measures, writes and reads whole images of generated messages.</summary>
public static class ImageCodec
{
    /// <summary>The exact size of a value's image in bytes.</summary>
    /// <exception cref="ImageException">A string holds a lone surrogate, or the image would exceed <see cref="ImageLimits.MaxImageBytes"/>.</exception>
    public static int Measure<T>(T value)
        where T : IImageMessage<T> => T.Extend(value, T.InlineBytes);

    /// <summary>Writes a value's image over the whole of <paramref name="image"/>, padding included.</summary>
    /// <param name="image">Exactly <see cref="Measure{T}"/> bytes.</param>
    /// <param name="value">The value, unchanged since it was measured.</param>
    /// <exception cref="ImageException">The value changed since it was measured.</exception>
    public static void Write<T>(Span<byte> image, T value)
        where T : IImageMessage<T>
    {
        var writer = new ImageWriter(image, T.InlineBytes);
        T.Write(ref writer, 0, value);
        writer.Finish();
    }

    /// <summary>Writes a value's image in one pass, without measuring it, into memory that grows as it must.</summary>
    /// <param name="room">The memory; it may hold anything.</param>
    /// <param name="value">The value.</param>
    /// <returns>The image's size in bytes.</returns>
    /// <exception cref="ImageException">A string holds a lone surrogate, or the image would exceed <see cref="ImageLimits.MaxImageBytes"/>.</exception>
    public static int Write<T>(ImageRoom room, T value)
        where T : IImageMessage<T>
    {
        var writer = new ImageWriter(room, T.InlineBytes);
        T.Write(ref writer, 0, value);
        return writer.End;
    }

    /// <summary>Makes an owned value of an image.</summary>
    /// <exception cref="ImageException">The bytes are not an image of this message.</exception>
    public static T Read<T>(ReadOnlySpan<byte> image)
        where T : IImageMessage<T>
    {
        var budget = ReadBudget.For(image);
        try
        {
            return T.Read(image, ref budget);
        }
        catch
        {
            budget.GiveUp();
            throw;
        }
    }

    /// <summary>
    /// Looks at every byte of an image, without making a value of it, and accepts it if and only if it is the one that this version of the message
    /// writes for its value: each value valid and in its one form, the children in order and nothing between, padding zero. Nobody needs it in order to
    /// read safely; it is for those who store images, compare them, or look them up by their bytes.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <exception cref="ImageException">The image is not canonical; the error says where.</exception>
    public static void Validate<T>(ReadOnlySpan<byte> image)
        where T : IImageMessage<T> => T.Shape.Validate(image);
}
