using System.Text;

namespace Cells.Images.Schemas.Json;

/// <summary>Reads numbers as they are written; how large or exact they may be is for those to say who use them.</summary>
internal static class JsonNumbers
{
    public static string Read(JsonCursor cursor)
    {
        var text = new StringBuilder();
        TakeIf(cursor, text, '-');
        if (!TakeIf(cursor, text, '0'))
            TakeDigits(cursor, text);
        if (TakeIf(cursor, text, '.'))
            TakeDigits(cursor, text);
        if (TakeIf(cursor, text, 'e') || TakeIf(cursor, text, 'E'))
        {
            if (!TakeIf(cursor, text, '-'))
                TakeIf(cursor, text, '+');
            TakeDigits(cursor, text);
        }

        return text.ToString();
    }

    private static bool TakeIf(JsonCursor cursor, StringBuilder text, char wanted)
    {
        if (cursor.Current != wanted)
            return false;
        text.Append(cursor.Take());
        return true;
    }

    private static void TakeDigits(JsonCursor cursor, StringBuilder text)
    {
        if (cursor.Current is < '0' or > '9')
            throw cursor.Unexpected("a digit");
        while (cursor.Current is >= '0' and <= '9')
            text.Append(cursor.Take());
    }
}
