using static Cells.Toml.Tests.Documents;

namespace Cells.Toml.Tests;

public class ValueTests
{
    [Theory]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("0x7FFF_FFFF_FFFF_FFFF", long.MaxValue)]
    [InlineData("0o17", 15)]
    [InlineData("0b101", 5)]
    [InlineData("+0", 0)]
    public void Integers_reach_both_ends_of_64_bits(string text, long value) =>
        Assert.Equal(value, ((TomlInteger)Read($"a = {text}")["a"]).Value);

    [Fact]
    public void An_offset_beyond_what_the_platform_allows_is_kept()
    {
        var moment = (TomlOffsetDateTime)Read("a = 0001-01-01T00:00:00+23:59")["a"];
        Assert.Equal(DateTime.MinValue, moment.Value);
        Assert.Equal(new TimeSpan(23, 59, 0), moment.Offset);
    }

    [Fact]
    public void A_fraction_of_a_second_is_cut_off_after_the_seventh_digit() =>
        Assert.Equal(9_999_999, ((TomlLocalTime)Read("a = 00:00:00.99999999999")["a"]).Value.Ticks);

    [Fact]
    public void Line_ends_of_multi_line_strings_become_line_feeds()
    {
        Assert.Equal("x\ny", ((TomlString)Read("a = \"\"\"\r\nx\r\ny\"\"\"")["a"]).Value);
        Assert.Equal("x\ny", ((TomlString)Read("a = '''x\r\ny'''")["a"]).Value);
    }

    [Fact]
    public void Two_quotes_may_stand_before_the_closing_three() =>
        Assert.Equal("\"\"x\"\"", ((TomlString)Read("a = \"\"\"\"\"x\"\"\"\"\"")["a"]).Value);

    [Fact]
    public void Keys_keep_the_order_of_the_document() =>
        Assert.Equal("c a b", string.Join(' ', Read("c = 1\na.x = 1\n[b]\n").Entries.Select(entry => entry.Key)));

    [Fact]
    public void A_table_that_a_header_implied_may_be_defined_by_a_dotted_key_once()
    {
        Assert.Equal(2, ((TomlTable)((TomlTable)Read("[a.b.c]\n[a]\nb.d = 1\n")["a"])["b"]).Count);
        Assert.Contains("already defined", ErrorOf("[a.b.c]\n[a]\nb.d = 1\n[a.b]"));
    }

    [Fact]
    public void A_missing_key_is_not_there()
    {
        TomlTable root = Read("a = 1");
        Assert.False(root.TryGet("b", out _));
        Assert.False(root.TryGetEntry("b", out _));
        Assert.Throws<KeyNotFoundException>(() => root["b"]);
    }

    [Fact]
    public void Every_kind_has_a_name_for_messages()
    {
        var array = (TomlArray)Read("a = [{}, [], '', 1, 1.0, true, 2000-01-01T00:00:00Z, 2000-01-01T00:00:00, 2000-01-01, 00:00:00]")["a"];
        Assert.Equal(
            "a table, an array, a string, an integer, a float, a boolean, "
                + "a date-time with offset, a local date-time, a local date, a local time",
            string.Join(", ", array.Items.Select(item => item.KindName)));
        Assert.Equal(Enum.GetValues<TomlKind>(), array.Items.Select(item => item.Kind));
    }

    [Fact]
    public void An_empty_document_is_an_empty_table()
    {
        Assert.Equal(0, Read("").Count);
        Assert.Equal(0, TomlDocument.Parse([0xEF, 0xBB, 0xBF]).Root.Count);
        Assert.Equal(0, Read("# only a comment").Count);
    }
}
