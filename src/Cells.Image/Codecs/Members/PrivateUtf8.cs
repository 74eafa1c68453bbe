using System.Buffers;
using System.Text.Unicode;

namespace Cells.Images.Codecs;

/// <summary>The UTF-8 of a string, on the stack where it fits, else in pooled memory.</summary>
internal readonly ref struct PrivateUtf8
{
    private readonly byte[]? _rented;

    public PrivateUtf8(string text, Span<byte> room)
    {
        int most = 3 * text.Length;
        if (most > room.Length)
            room = _rented = ArrayPool<byte>.Shared.Rent(most);
        IsText = Utf8.FromUtf16(text, room, out _, out int bytes, replaceInvalidSequences: false) == OperationStatus.Done;
        Bytes = room[..bytes];
    }

    /// <summary>Whether the string has a form in UTF-8: it has no lone surrogate.</summary>
    public bool IsText { get; }

    public ReadOnlySpan<byte> Bytes { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
