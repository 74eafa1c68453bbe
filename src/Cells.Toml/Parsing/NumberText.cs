using System.Globalization;
using System.Text;

namespace Cells.Toml.Parsing;

/// <summary>Integers and floats. What is wrong with a number is said in a <see cref="FormatException"/>.</summary>
internal static class NumberText
{
    public static bool LooksLike(ReadOnlySpan<char> token) =>
        token is [>= '0' and <= '9' or '+' or '-' or '.', ..] or "inf" or "nan";

    public static TomlNode Parse(TomlPosition position, ReadOnlySpan<char> token)
    {
        bool signed = token is ['+' or '-', ..];
        ReadOnlySpan<char> unsigned = signed ? token[1..] : token;
        switch (unsigned)
        {
            case "inf":
                return new TomlFloat(position, token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
            case "nan":
                return new TomlFloat(position, double.NaN);
            case ['0', 'x' or 'o' or 'b', ..] when signed:
                throw new FormatException($"{Wording.Quote(token)} is not a number: a prefix such as 0x allows no sign");
            case ['0', 'x', .. var digits]:
                return new TomlInteger(position, ParsePrefixed(token, digits, 16));
            case ['0', 'o', .. var digits]:
                return new TomlInteger(position, ParsePrefixed(token, digits, 8));
            case ['0', 'b', .. var digits]:
                return new TomlInteger(position, ParsePrefixed(token, digits, 2));
            default:
                return ParseDecimal(position, token, unsigned);
        }
    }

    private static long ParsePrefixed(ReadOnlySpan<char> token, ReadOnlySpan<char> digits, int radix)
    {
        if (!IsDigits(digits, radix))
        {
            throw Malformed(token, $"expected digits of base {radix} with single underscores between them");
        }
        long value = 0;
        foreach (char digit in digits)
        {
            if (digit == '_')
            {
                continue;
            }
            if (value > (long.MaxValue - DigitValue(digit)) / radix)
            {
                throw OutOfRange(token);
            }
            value = (value * radix) + DigitValue(digit);
        }
        return value;
    }

    private static TomlNode ParseDecimal(TomlPosition position, ReadOnlySpan<char> token, ReadOnlySpan<char> unsigned)
    {
        ReadOnlySpan<char> whole = TakeDigits(unsigned, out ReadOnlySpan<char> rest);
        RefuseBadWhole(token, whole);
        if (rest.IsEmpty)
        {
            return long.TryParse(WithoutUnderscores(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
                ? new TomlInteger(position, integer)
                : throw OutOfRange(token);
        }
        if (rest[0] == '.')
        {
            ReadOnlySpan<char> fraction = TakeDigits(rest[1..], out rest);
            Require(token, IsDigits(fraction, 10), "expected digits after the dot, with single underscores between them");
        }
        if (rest is ['e' or 'E', ..])
        {
            ReadOnlySpan<char> exponent = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
            exponent = TakeDigits(exponent, out rest);
            Require(token, IsDigits(exponent, 10), "expected digits in the exponent, with single underscores between them");
        }
        if (!rest.IsEmpty)
        {
            throw Malformed(token, $"found {Wording.Quote(rest)} where it should end; a string needs quotes");
        }
        double value = double.Parse(WithoutUnderscores(token), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? new TomlFloat(position, value) : throw Malformed(token, "it is larger than a 64-bit float can be");
    }

    private static void RefuseBadWhole(ReadOnlySpan<char> token, ReadOnlySpan<char> whole)
    {
        Require(token, IsDigits(whole, 10), "expected digits, with single underscores between them");
        Require(token, whole is not ['0', _, ..], "a leading zero is not allowed");
    }

    private static ReadOnlySpan<char> TakeDigits(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < text.Length && text[length] is (>= '0' and <= '9') or '_')
            length++;
        rest = text[length..];
        return text[..length];
    }

    /// <summary>Digits of a base, each underscore between two of them.</summary>
    private static bool IsDigits(ReadOnlySpan<char> text, int radix)
    {
        bool afterDigit = false;
        foreach (char c in text)
        {
            bool digit = DigitValue(c) < radix;
            if (!digit && (c != '_' || !afterDigit))
            {
                return false;
            }
            afterDigit = digit;
        }
        return afterDigit;
    }

    /// <summary>What a hexadecimal digit is worth; of any other character more than every base.</summary>
    public static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static string WithoutUnderscores(ReadOnlySpan<char> token)
    {
        var digits = new StringBuilder(token.Length);
        foreach (char c in token)
        {
            if (c != '_')
            {
                digits.Append(c);
            }
        }
        return digits.ToString();
    }

    private static void Require(ReadOnlySpan<char> token, bool holds, string reason)
    {
        if (!holds)
        {
            throw Malformed(token, reason);
        }
    }

    private static FormatException Malformed(ReadOnlySpan<char> token, string reason) =>
        new($"{Wording.Quote(token)} is not a number: {reason}");

    private static FormatException OutOfRange(ReadOnlySpan<char> token) =>
        new($"{Wording.Quote(token)} does not fit a 64-bit integer ({long.MinValue} to {long.MaxValue})");
}
