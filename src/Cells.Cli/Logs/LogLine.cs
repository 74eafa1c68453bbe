using System.Globalization;
using System.Text;

namespace Cells.Cli.Logs;

/// <summary>A line of a cell's log.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Time">When it was written, to a quarter of a second; of a line of the supervisor's, to the millisecond.</param>
/// <param name="Text">Its bytes, whatever they are, with the newline if it has come.</param>
internal sealed record LogLine(string Cell, DateTime Time, ReadOnlyMemory<byte> Text)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeBytes = 24;

    private static ReadOnlySpan<byte> Mark => " nucleus: "u8;

    /// <summary>Whether the supervisor wrote it: such lines begin with their time.</summary>
    internal bool IsOfSupervisor => IsSupervisors(Text.Span);

    /// <summary>The time as it is shown.</summary>
    internal string TimeText => Time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>What was said, without time and newline; what is no UTF-8 is replaced.</summary>
    internal string Message => Encoding.UTF8.GetString(Text.Span[(IsOfSupervisor ? TimeBytes + Mark.Length : 0)..]).TrimEnd('\n', '\r');

    /// <summary>The time with which a line of the supervisor's begins; null of others.</summary>
    internal static DateTime? OwnTime(ReadOnlySpan<byte> text) =>
        IsSupervisors(text) && DateTime.TryParseExact(Encoding.ASCII.GetString(text[..TimeBytes]), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time)
            ? time
            : null;

    private static bool IsSupervisors(ReadOnlySpan<byte> text) => text.Length > TimeBytes && text[TimeBytes..].StartsWith(Mark);
}
