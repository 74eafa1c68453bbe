namespace Cells.Toml.Parsing;

/// <summary>Takes a date or time apart, field by field.</summary>
internal ref struct FieldReader(ReadOnlySpan<char> token)
{
    // A fraction is kept to the seventh digit, 100 ns; what follows is cut off, as TOML asks.
    private const int FractionDigits = 7;

    private readonly ReadOnlySpan<char> _token = token;
    private int _at;

    public readonly bool AtEnd => _at == _token.Length;

    public bool TryTake(char expected)
    {
        bool found = !AtEnd && _token[_at] == expected;
        _at += found ? 1 : 0;
        return found;
    }

    public void Expect(char separator, string after)
    {
        if (!TryTake(separator))
        {
            throw Malformed($"expected '{separator}' after the {after}");
        }
    }

    public readonly void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Malformed($"found {Wording.Quote(_token[_at..])} where it should end");
        }
    }

    /// <summary>Reads a number of exactly <paramref name="digits"/> digits.</summary>
    public int Field(string name, int digits, int min, int max)
    {
        int value = 0;
        for (int i = 0; i < digits; i++)
        {
            if (AtEnd || !char.IsAsciiDigit(_token[_at]))
            {
                throw Malformed($"expected {digits} digits for the {name}");
            }
            value = (value * 10) + _token[_at++] - '0';
        }
        return value >= min && value <= max ? value : throw Malformed($"the {name} is {value}, expected {min} to {max}");
    }

    public long FractionTicks()
    {
        long ticks = 0;
        int digits = 0;
        for (; !AtEnd && char.IsAsciiDigit(_token[_at]); _at++, digits++)
        {
            ticks = digits < FractionDigits ? (ticks * 10) + _token[_at] - '0' : ticks;
        }
        if (digits == 0)
        {
            throw Malformed("expected digits after the dot");
        }
        for (; digits < FractionDigits; digits++)
        {
            ticks *= 10;
        }
        return ticks;
    }

    public readonly FormatException Malformed(string reason) => new($"{Wording.Quote(_token)} is not a date or time: {reason}");
}
