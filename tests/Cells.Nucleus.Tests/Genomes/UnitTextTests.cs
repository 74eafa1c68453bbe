using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Tests.Genomes;

public class UnitTextTests
{
    [Theory]
    [InlineData("300ms", 300)]
    [InlineData("10s", 10_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1000h", 3_600_000_000)]
    public void A_duration_is_a_whole_number_and_a_unit(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("", "'' is not a duration: expected a whole number and ms, s, m or h")]
    [InlineData("5", "'5' is not a duration: there is no unit; expected a whole number and ms, s, m or h")]
    [InlineData("m", "'m' is not a duration: expected a whole number and ms, s, m or h")]
    [InlineData("-5m", "'-5m' is not a duration: expected a whole number and ms, s, m or h")]
    [InlineData("5min", "'5min' is not a duration: 'min' is not a unit; expected a whole number and ms, s, m or h")]
    [InlineData("1.5s", "'1.5s' is not a duration: '.5s' is not a unit; expected a whole number and ms, s, m or h")]
    [InlineData("1h30m", "'1h30m' is not a duration: 'h30m' is not a unit; expected a whole number and ms, s, m or h")]
    [InlineData("0s", "'0s' is not a duration to work with: expected more than zero")]
    [InlineData("1001h", "'1001h' is too much: a duration is at most 1000h")]
    [InlineData("99999999999999999999999ms", "'99999999999999999999999ms' is too much: a duration is at most 1000h")]
    public void What_is_no_duration_is_refused_with_what_was_expected(string text, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => DurationText.Parse(text)).Message);

    [Theory]
    [InlineData("1B", 1)]
    [InlineData("64KiB", 64L << 10)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("1GiB", 1L << 30)]
    [InlineData("1024TiB", 1024L << 40)]
    public void A_size_is_a_whole_number_and_a_binary_unit(string text, long bytes) => Assert.Equal(bytes, ByteSizeText.Parse(text));

    [Theory]
    [InlineData("512MB", "'512MB' is not a size: 'MB' is not a unit; expected a whole number and B, KiB, MiB, GiB or TiB")]
    [InlineData("512", "'512' is not a size: there is no unit; expected a whole number and B, KiB, MiB, GiB or TiB")]
    [InlineData("0B", "'0B' is not a size to work with: expected more than zero")]
    [InlineData("1025TiB", "'1025TiB' is too much: a size is at most 1024TiB")]
    public void What_is_no_size_is_refused_with_what_was_expected(string text, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => ByteSizeText.Parse(text)).Message);

    [Fact]
    public void A_text_of_any_length_is_refused_in_a_message_of_bounded_length() =>
        Assert.True(Assert.Throws<FormatException>(() => ByteSizeText.Parse(new string('1', 100_000) + "B")).Message.Length < 300);
}
