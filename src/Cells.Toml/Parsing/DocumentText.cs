using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Cells.Toml.Parsing;

/// <summary>What must hold of a document before a parser sees it: its size, and that it is Unicode.</summary>
internal static class DocumentText
{
    private const char ByteOrderMark = '\uFEFF';

    public static string FromString(string text, string? path, TomlLimits limits)
    {
        RefuseTooLarge(Encoding.UTF8.GetByteCount(text), path, limits);
        int lone = IndexOfLoneSurrogate(text);
        if (lone >= 0)
        {
            throw new TomlException(path, PositionAfter(text.AsSpan(0, lone)), "half of a surrogate pair is not a character");
        }
        return WithoutMark(text);
    }

    public static string FromUtf8(ReadOnlySpan<byte> utf8, string? path, TomlLimits limits)
    {
        RefuseTooLarge(utf8.Length, path, limits);
        if (utf8 is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new TomlException(path, new(1, 1), "the document is UTF-16; a TOML document is UTF-8");
        }
        char[] buffer = new char[utf8.Length];
        OperationStatus status = Utf8.ToUtf16(utf8, buffer, out int read, out int written, replaceInvalidSequences: false);
        ReadOnlySpan<char> text = buffer.AsSpan(0, written);
        if (status != OperationStatus.Done)
        {
            throw new TomlException(path, PositionAfter(text), $"the byte 0x{utf8[read]:X2} is not UTF-8 here; a TOML document is UTF-8");
        }
        return WithoutMark(text.ToString());
    }

    private static void RefuseTooLarge(int bytes, string? path, TomlLimits limits)
    {
        if (bytes > limits.DocumentBytesMax)
        {
            throw new TomlException(
                path,
                new(1, 1),
                $"the document is larger than {limits.DocumentBytesMax} bytes ({nameof(TomlLimits.DocumentBytesMax)})");
        }
    }

    private static string WithoutMark(string text) => text is [ByteOrderMark, ..] ? text[1..] : text;

    private static int IndexOfLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }
        return -1;
    }

    private static TomlPosition PositionAfter(ReadOnlySpan<char> text)
    {
        int line = 1 + text.Count('\n');
        int column = 1;
        foreach (Rune rune in text[(text.LastIndexOf('\n') + 1)..].EnumerateRunes())
        {
            column += line == 1 && column == 1 && rune.Value == ByteOrderMark ? 0 : 1;
        }
        return new(line, column);
    }
}
