namespace Dodeca.Html;

/// <summary>Goes through the attributes of a start tag, as HTML reads them, and says where in the tag they stand.</summary>
/// <param name="tag">The tag, from <c>&lt;</c> to <c>&gt;</c>.</param>
internal ref struct TagAttributes(ReadOnlySpan<char> tag)
{
    private const string Blanks = " \t\n\r\f";

    private readonly ReadOnlySpan<char> _tag = tag;
    private int _at = NameLength(tag);

    /// <summary>The name of the one that was found, as it is written.</summary>
    internal ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Its value as it is written, without its quotes; empty where it has none.</summary>
    internal ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Where the value begins in the tag, with its quotes.</summary>
    internal int ValueStart { get; private set; }

    /// <summary>Where the value ends.</summary>
    internal int ValueEnd { get; private set; }

    /// <summary>How much of a tag is <c>&lt;</c> and the element's name.</summary>
    internal static int NameLength(ReadOnlySpan<char> tag)
    {
        int length = tag.IndexOfAny(" \t\n\r\f/>");
        return length < 0 ? tag.Length : length;
    }

    /// <summary>Finds the next.</summary>
    internal bool MoveNext()
    {
        Skip(" \t\n\r\f/");
        if (_at >= _tag.Length || _tag[_at] == '>')
            return false;
        int start = _at;

        // A name may begin with what ends it elsewhere.
        _at++;
        Seek(" \t\n\r\f/>=");
        Name = _tag[start.._at];
        Skip(Blanks);
        if (_at < _tag.Length && _tag[_at] == '=')
        {
            _at++;
            Skip(Blanks);
            ReadValue();
        }
        else
        {
            Value = [];
            ValueStart = ValueEnd = _at;
        }

        return true;
    }

    private void ReadValue()
    {
        ValueStart = _at;
        if (_at < _tag.Length && _tag[_at] is '"' or '\'')
        {
            int length = _tag[(_at + 1)..].IndexOf(_tag[_at]);
            Value = length < 0 ? _tag[(_at + 1)..] : _tag.Slice(_at + 1, length);
            _at = length < 0 ? _tag.Length : _at + length + 2;
        }
        else
        {
            Seek(" \t\n\r\f>");
            Value = _tag[ValueStart.._at];
        }

        ValueEnd = _at;
    }

    private void Skip(ReadOnlySpan<char> what)
    {
        int length = _tag[_at..].IndexOfAnyExcept(what);
        _at = length < 0 ? _tag.Length : _at + length;
    }

    private void Seek(ReadOnlySpan<char> what)
    {
        int length = _tag[_at..].IndexOfAny(what);
        _at = length < 0 ? _tag.Length : _at + length;
    }
}
