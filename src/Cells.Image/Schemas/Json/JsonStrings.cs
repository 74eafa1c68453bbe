using System.Globalization;
using System.Text;

namespace Cells.Images.Schemas.Json;

/// <summary>Reads strings.</summary>
internal static class JsonStrings
{
    private const string Escapes = "\"\\/bfnrt";
    private const string Escaped = "\"\\/\b\f\n\r\t";

    public static string Read(JsonCursor cursor)
    {
        JsonPosition begin = cursor.Position;
        cursor.Take('"', "a string");
        var text = new StringBuilder();
        while (cursor.Current != '"')
        {
            if (cursor.IsAtEnd)
                throw begin.Error("The string has no end.");
            if (cursor.Current < ' ')
                throw cursor.Unexpected("'\"' at the end of the string");
            char taken = cursor.Take();
            text.Append(taken == '\\' ? ReadEscape(cursor) : taken);
        }

        cursor.Take();
        string read = text.ToString();
        return IsWellFormed(read) ? read : throw begin.Error("The string has half of a surrogate pair.");
    }

    private static char ReadEscape(JsonCursor cursor)
    {
        if (cursor.Current == 'u')
        {
            cursor.Take();
            int code = 0;
            for (int i = 0; i < 4; i++)
                code = (code << 4) | ReadDigit(cursor);
            return (char)code;
        }

        int index = Escapes.IndexOf(cursor.Current);
        if (index < 0)
            throw cursor.Unexpected("one of \" \\ / b f n r t u after '\\'");
        cursor.Take();
        return Escaped[index];
    }

    private static int ReadDigit(JsonCursor cursor)
    {
        if (cursor.Current is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            throw cursor.Unexpected("four hexadecimal digits after '\\u'");
        return int.Parse(cursor.Take().ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
