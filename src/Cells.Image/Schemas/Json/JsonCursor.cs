using System.Globalization;

namespace Cells.Images.Schemas.Json;

/// <summary>A place that moves through a text.</summary>
internal sealed class JsonCursor(string text)
{
    /// <summary>Stands behind the text's last character, and for no character that any text has.</summary>
    private const char End = '\uffff';

    private int _at;
    private int _line = 1;
    private int _lineStart;

    public bool IsAtEnd => _at == text.Length;

    public char Current => IsAtEnd ? End : text[_at];

    public JsonPosition Position => new(_line, _at - _lineStart + 1);

    public void SkipByteOrderMark()
    {
        if (Current == '\ufeff')
            _lineStart = ++_at;
    }

    public void SkipWhiteSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            bool endsLine = text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 == text.Length || text[_at + 1] != '\n'));
            _at++;
            if (endsLine)
            {
                _line++;
                _lineStart = _at;
            }
        }
    }

    /// <summary>Takes the current character, which is no end of a line.</summary>
    public char Take() => text[_at++];

    public void Take(char expected, string description)
    {
        if (Current != expected)
            throw Unexpected(description);
        _at++;
    }

    public SchemaException Unexpected(string expected) => Position.Error($"Expected {expected}, found {Describe()}.");

    private string Describe() => IsAtEnd ? "the end of the text"
        : Current < ' ' || char.IsSurrogate(Current) ? $"the character U+{((int)Current).ToString("X4", CultureInfo.InvariantCulture)}"
        : $"'{Current}'";
}
