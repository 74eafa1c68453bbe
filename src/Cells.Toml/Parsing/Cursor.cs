using System.Text;

namespace Cells.Toml.Parsing;

/// <summary>Walks over a document's characters and knows the line and column of the next one.</summary>
internal sealed class Cursor(string text, string? path, TomlLimits limits)
{
    /// <summary>What <see cref="Current"/> is behind the last character.</summary>
    public const int End = -1;

    private int _index;
    private int _line = 1;
    private int _column = 1;

    public int Current => Ahead(0);

    public int Index => _index;

    public TomlPosition Position => new(_line, _column);

    public bool AtEnd => _index == text.Length;

    public bool AtNewline => Current is '\n' || (Current is '\r' && Ahead(1) is '\n');

    public int Ahead(int count) => _index + count < text.Length ? text[_index + count] : End;

    public ReadOnlySpan<char> Since(int index) => text.AsSpan(index, _index - index);

    public void Advance()
    {
        char passed = text[_index++];
        if (passed == '\n')
        {
            _line++;
            _column = 1;
        }
        else if (!char.IsLowSurrogate(passed))
        {
            _column++;
        }
    }

    public void Advance(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Advance();
        }
    }

    public bool TryTake(char expected)
    {
        if (Current != expected)
        {
            return false;
        }
        Advance();
        return true;
    }

    public void TakeNewline() => Advance(Current == '\r' ? 2 : 1);

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Advance();
        }
    }

    /// <summary>Skips blanks, line ends and comments.</summary>
    public void SkipTrivia()
    {
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (!AtNewline)
            {
                return;
            }
            TakeNewline();
        }
    }

    public void SkipComment()
    {
        if (!TryTake('#'))
        {
            return;
        }
        while (!AtEnd && !AtNewline)
        {
            RefuseControl("a comment");
            Advance();
        }
    }

    /// <summary>Refuses a control character other than the tab; <paramref name="place"/> is what it would stand in.</summary>
    public void RefuseControl(string place)
    {
        if (Current is not '\t' and ((>= 0 and < ' ') or 0x7F))
        {
            throw Error($"{Found()} is not allowed in {place}");
        }
    }

    public void RefuseTooDeep(int depth, TomlPosition position)
    {
        if (depth > limits.NestingDepthMax)
        {
            throw Error(position, $"nested deeper than {limits.NestingDepthMax} levels ({nameof(TomlLimits.NestingDepthMax)})");
        }
    }

    /// <summary>Names the next character for an error message.</summary>
    public string Found()
    {
        if (AtNewline)
        {
            return Wording.Found(new Rune('\n'));
        }
        return Wording.Found(AtEnd ? null : Rune.GetRuneAt(text, _index));
    }

    public TomlException Error(string reason) => Error(Position, reason);

    public TomlException Error(TomlPosition position, string reason) => new(path, position, reason);
}
