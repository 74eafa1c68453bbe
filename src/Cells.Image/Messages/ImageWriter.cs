namespace Cells.Images;

/// <summary>Writes one image from front to back into memory that may hold anything before.</summary>
public ref struct ImageWriter
{
    private readonly Span<byte> _image;
    private int _end;

    /// <summary>Begins an image whose first block takes <paramref name="inlineBytes"/>.</summary>
    public ImageWriter(Span<byte> image, int inlineBytes)
    {
        _image = image;
        _end = inlineBytes;
    }

    /// <summary>Where the next child goes before alignment, in bytes from the image's start.</summary>
    public readonly int End => _end;

    /// <summary>Ends the image.</summary>
    /// <exception cref="ImageException">Fewer bytes were written than were measured.</exception>
    public readonly void Finish()
    {
        if (_end != _image.Length)
            throw new ImageException($"The value changed while it was written: {_image.Length} bytes were measured, {_end} were written.");
    }
}
