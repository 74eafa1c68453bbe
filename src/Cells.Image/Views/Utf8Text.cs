using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>A string read in place.</summary>
public readonly ref struct Utf8Text : IChildView<Utf8Text>
{
    private readonly bool _isThere;

    /// <summary>A text over UTF-8 bytes.</summary>
    public Utf8Text(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        _isThere = true;
    }

    /// <summary>Whether there is no string.</summary>
    public bool IsNull => !_isThere;

    /// <summary>The UTF-8 bytes as they are in the image, valid or not; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The text of a child of an image.</summary>
    public static Utf8Text Of(ImageChild child) => child.IsNull ? default : new Utf8Text(child.Elements(1));

    /// <summary>This text, or another where this one is null.</summary>
    public Utf8Text Or(ReadOnlySpan<byte> other) => _isThere ? this : new Utf8Text(other);

    /// <summary>Whether the bytes are those of <paramref name="utf8"/>.</summary>
    public bool Is(ReadOnlySpan<byte> utf8) => _isThere && Bytes.SequenceEqual(utf8);

    /// <summary>The string, invalid bytes as U+FFFD; empty for null.</summary>
    public override string ToString() => PrivateText.Decode(Bytes);
}
