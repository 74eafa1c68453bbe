using System.Text;

namespace Cells.Toml.Parsing;

/// <summary>Reads the four forms of strings.</summary>
internal sealed class StringParser(Cursor cursor)
{
    private const int MultilineQuotes = 3;

    // A closing delimiter may follow two quotes that belong to the text.
    private const int ClosingRunMax = MultilineQuotes + 2;

    public string ParseValue()
    {
        char quote = (char)cursor.Current;
        return AtMultiline(quote) ? ParseMultiline(quote) : ParseSingleLine(quote);
    }

    public string ParseKey()
    {
        char quote = (char)cursor.Current;
        return AtMultiline(quote) ? throw cursor.Error("a key cannot be a multi-line string") : ParseSingleLine(quote);
    }

    private bool AtMultiline(char quote) => cursor.Ahead(1) == quote && cursor.Ahead(2) == quote;

    private string ParseSingleLine(char quote)
    {
        TomlPosition open = cursor.Position;
        var text = new StringBuilder();
        cursor.Advance();
        while (!cursor.TryTake(quote))
        {
            if (cursor.AtEnd || cursor.AtNewline)
            {
                throw cursor.Error(open, $"the string that begins here is not closed: expected {quote}, found {cursor.Found()}");
            }
            ParseCharacter(quote, text);
        }
        return text.ToString();
    }

    private string ParseMultiline(char quote)
    {
        TomlPosition open = cursor.Position;
        var text = new StringBuilder();
        cursor.Advance(MultilineQuotes);
        SkipNewline();
        while (true)
        {
            if (cursor.AtEnd)
            {
                string closing = new(quote, MultilineQuotes);
                throw cursor.Error(open, $"the string that begins here is not closed: expected {closing}, found {cursor.Found()}");
            }
            if (cursor.Current == quote)
            {
                if (TakeQuotes(quote, text))
                {
                    return text.ToString();
                }
            }
            else if (SkipNewline())
            {
                text.Append('\n');
            }
            else if (!SkipContinuation(quote))
            {
                ParseCharacter(quote, text);
            }
        }
    }

    /// <summary>Takes a run of quotes; true if the string ends with it.</summary>
    private bool TakeQuotes(char quote, StringBuilder text)
    {
        int run = 1;
        while (run < ClosingRunMax && cursor.Ahead(run) == quote)
        {
            run++;
        }
        cursor.Advance(run);
        bool closes = run >= MultilineQuotes;
        text.Append(quote, closes ? run - MultilineQuotes : run);
        return closes;
    }

    private bool SkipNewline()
    {
        bool found = cursor.AtNewline;
        if (found)
        {
            cursor.TakeNewline();
        }
        return found;
    }

    /// <summary>Skips a backslash at the end of a line, and the blanks and lines up to the next character.</summary>
    private bool SkipContinuation(char quote)
    {
        if (quote != '"' || cursor.Current != '\\')
        {
            return false;
        }
        int ahead = 1;
        while (cursor.Ahead(ahead) is ' ' or '\t')
        {
            ahead++;
        }
        bool continues = cursor.Ahead(ahead) == '\n' || (cursor.Ahead(ahead) == '\r' && cursor.Ahead(ahead + 1) == '\n');
        if (!continues)
        {
            return false;
        }
        cursor.Advance(ahead);
        while (SkipNewline())
        {
            cursor.SkipBlanks();
        }
        return true;
    }

    private void ParseCharacter(char quote, StringBuilder text)
    {
        if (quote == '"' && cursor.Current == '\\')
        {
            ParseEscape(text);
            return;
        }
        cursor.RefuseControl("a string, except as an escape in double quotes");
        text.Append((char)cursor.Current);
        cursor.Advance();
    }

    private void ParseEscape(StringBuilder text)
    {
        TomlPosition start = cursor.Position;
        cursor.Advance();
        int kind = cursor.Current;
        if (kind is 'u' or 'U')
        {
            cursor.Advance();
            text.Append(ParseCodePoint(kind == 'u' ? 4 : 8, start).ToString());
            return;
        }
        text.Append(kind switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => throw cursor.Error(start, UnknownEscape()),
        });
        cursor.Advance();
    }

    private string UnknownEscape() =>
        $"expected one of b t n f r \" \\ u U after the backslash, found {cursor.Found()}; write \\\\ for a backslash, or use a 'literal' string";

    private Rune ParseCodePoint(int digits, TomlPosition start)
    {
        uint value = 0;
        for (int i = 0; i < digits; i++)
        {
            if (cursor.AtEnd || !char.IsAsciiHexDigit((char)cursor.Current))
            {
                throw cursor.Error(start, $"expected {digits} hexadecimal digits in the escape, found {cursor.Found()} after {i}");
            }
            value = (value << 4) + (uint)NumberText.DigitValue((char)cursor.Current);
            cursor.Advance();
        }
        return Rune.TryCreate(value, out Rune rune) ? rune : throw cursor.Error(start, $"U+{value:X4} is not a Unicode character");
    }
}
