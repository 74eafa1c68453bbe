namespace Cells.Toml.Parsing;

/// <summary>Dates and times. What is wrong with one is said in a <see cref="FormatException"/>.</summary>
internal static class DateTimeText
{
    private const int DateLength = 10;

    public static bool LooksLike(ReadOnlySpan<char> token) =>
        token is [>= '0' and <= '9', ..] && (token.Contains(':') || (token is [_, _, _, _, '-', ..] && char.IsAsciiDigit(token[3])));

    public static bool IsDate(ReadOnlySpan<char> token) => token is { Length: DateLength } and [_, _, _, _, '-', _, _, '-', _, _];

    public static TomlNode Parse(TomlPosition position, ReadOnlySpan<char> token)
    {
        var reader = new FieldReader(token);
        if (token is [_, _, ':', ..] or [_, ':', ..])
        {
            TimeOnly timeOfDay = ParseTime(ref reader);
            reader.ExpectEnd();
            return new TomlLocalTime(position, timeOfDay);
        }
        DateOnly date = ParseDate(ref reader);
        if (reader.AtEnd)
        {
            return new TomlLocalDate(position, date);
        }
        if (!reader.TryTake('T') && !reader.TryTake('t') && !reader.TryTake(' '))
        {
            throw reader.Malformed("expected 'T' or a space between date and time");
        }
        DateTime moment = date.ToDateTime(ParseTime(ref reader));
        if (reader.AtEnd)
        {
            return new TomlLocalDateTime(position, moment);
        }
        TimeSpan offset = ParseOffset(ref reader);
        reader.ExpectEnd();
        return new TomlOffsetDateTime(position, moment, offset);
    }

    private static DateOnly ParseDate(ref FieldReader reader)
    {
        int year = reader.Field("year", 4, 1, 9999);
        reader.Expect('-', "year");
        int month = reader.Field("month", 2, 1, 12);
        reader.Expect('-', "month");
        return new(year, month, reader.Field("day", 2, 1, DateTime.DaysInMonth(year, month)));
    }

    private static TimeOnly ParseTime(ref FieldReader reader)
    {
        int hour = reader.Field("hour", 2, 0, 23);
        reader.Expect(':', "hour");
        int minute = reader.Field("minute", 2, 0, 59);
        reader.Expect(':', "minute");
        int second = reader.Field("second", 2, 0, 59);
        var time = new TimeOnly(hour, minute, second);
        return reader.TryTake('.') ? time.Add(new TimeSpan(reader.FractionTicks())) : time;
    }

    private static TimeSpan ParseOffset(ref FieldReader reader)
    {
        if (reader.TryTake('Z') || reader.TryTake('z'))
        {
            return TimeSpan.Zero;
        }
        bool behind = reader.TryTake('-');
        if (!behind && !reader.TryTake('+'))
        {
            throw reader.Malformed("expected 'Z' or an offset such as +02:00 after the time");
        }
        int hours = reader.Field("offset's hour", 2, 0, 23);
        reader.Expect(':', "offset's hour");
        var offset = new TimeSpan(hours, reader.Field("offset's minute", 2, 0, 59), 0);
        return behind ? -offset : offset;
    }
}
