namespace Cells.Toml.Parsing;

/// <summary>Reads a document line by line: headers, and keys with values.</summary>
internal sealed class DocumentParser
{
    private readonly Cursor _cursor;
    private readonly KeyParser _keys;
    private readonly TableBuilder _tables;
    private readonly ValueParser _values;

    public DocumentParser(Cursor cursor)
    {
        _cursor = cursor;
        _keys = new(cursor);
        _tables = new(cursor);
        _values = new(cursor, _keys, _tables);
    }

    public TomlTable Parse()
    {
        var root = new TomlTable(new(1, 1), depth: 0, TableOrigin.Header);
        TomlTable current = root;
        _cursor.SkipTrivia();
        while (!_cursor.AtEnd)
        {
            if (_cursor.Current == '[')
            {
                current = ParseHeader(root);
                ExpectEndOfLine("the header");
            }
            else
            {
                _values.ParsePair(current);
                ExpectEndOfLine("the value");
            }
            _cursor.SkipTrivia();
        }
        return root;
    }

    private TomlTable ParseHeader(TomlTable root)
    {
        TomlPosition start = _cursor.Position;
        bool ofArray = _cursor.Ahead(1) == '[';
        _cursor.Advance(ofArray ? 2 : 1);
        List<KeyPart> path = _keys.ParsePath(ofArray ? "]]" : "]");
        bool closed = _cursor.TryTake(']') && (!ofArray || _cursor.TryTake(']'));
        if (!closed)
        {
            throw _cursor.Error($"expected '{(ofArray ? "]]" : "]")}' to close the header, found {_cursor.Found()}");
        }
        return ofArray ? _tables.AppendToArray(root, path, start) : _tables.Open(root, path, start);
    }

    private void ExpectEndOfLine(string after)
    {
        _cursor.SkipBlanks();
        _cursor.SkipComment();
        if (!_cursor.AtEnd && !_cursor.AtNewline)
        {
            throw _cursor.Error($"expected the end of the line after {after}, found {_cursor.Found()}");
        }
    }
}
