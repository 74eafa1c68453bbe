using System.Text;
using static Cells.Toml.Tests.Documents;

namespace Cells.Toml.Tests;

public class PositionTests
{
    [Fact]
    public void Every_value_and_key_knows_its_line_and_column()
    {
        TomlTable root = Read("a = 1\n\n  [ b . c ]\n  d = [true,\n 'x']\n");
        Assert.Equal((1, 5), (root["a"].Line, root["a"].Column));
        var b = (TomlTable)root["b"];
        Assert.True(b.TryGetEntry("c", out TomlEntry? c));
        Assert.Equal(new(3, 9), c.KeyPosition);
        Assert.Equal(new(3, 3), c.Value.Position);
        var d = (TomlArray)((TomlTable)c.Value)["d"];
        Assert.Equal(new(4, 7), d.Position);
        Assert.Equal(new(4, 8), d[0].Position);
        Assert.Equal(new(5, 2), d[1].Position);
    }

    [Fact]
    public void A_table_implied_first_stands_where_its_own_header_does() =>
        Assert.Equal(new(2, 1), Read("[a.b]\n[a]\n")["a"].Position);

    [Fact]
    public void Each_table_of_an_array_stands_where_its_header_does()
    {
        var array = (TomlArray)Read("[[a]]\n[[a]]\n")["a"];
        Assert.Equal([1, 2], array.Items.Select(item => item.Line));
    }

    [Fact]
    public void Carriage_return_and_line_feed_end_one_line() =>
        Assert.Equal(new(3, 5), Read("a = 1\r\n# x\r\nb = 2\r\n")["b"].Position);

    [Fact]
    public void A_character_is_one_column_however_many_bytes_or_units_it_takes() =>
        Assert.Equal(new(1, 11), ((TomlArray)Read("a = [\"😀\", 1]")["a"])[1].Position);

    [Fact]
    public void A_byte_order_mark_takes_no_column()
    {
        Assert.Equal(new(1, 5), Read("\uFEFFa = 1")["a"].Position);
        Assert.Equal(new(1, 5), TomlDocument.Parse([0xEF, 0xBB, 0xBF, .. "a = 1"u8]).Root["a"].Position);
    }

    [Fact]
    public void A_multi_line_string_counts_its_lines() =>
        Assert.Equal(new(4, 5), Read("a = \"\"\"\nx \\\n y\"\"\"\nb = 1")["b"].Position);

    [Fact]
    public void An_error_begins_with_path_line_and_column()
    {
        var error = Assert.Throws<TomlException>(() => Read("\n\na = b\n"));
        Assert.Equal("Genome.toml:3:5: 'b' is not a value; a string needs quotes", error.Message);
        Assert.Equal(("Genome.toml", 3, 5), (error.Path, error.Line, error.Column));
        Assert.Equal("'b' is not a value; a string needs quotes", error.Reason);
    }

    [Fact]
    public void An_error_in_text_without_a_file_begins_with_line_and_column() =>
        Assert.StartsWith("1:1: ", Assert.Throws<TomlException>(() => TomlDocument.Parse("=")).Message);

    [Fact]
    public void A_byte_that_is_not_UTF_8_is_refused_where_it_stands()
    {
        byte[] document = [.. Encoding.UTF8.GetBytes("a = 1\nb = \"é"), 0xFF, (byte)'"'];
        Assert.StartsWith("f:2:7: the byte 0xFF", Assert.Throws<TomlException>(() => TomlDocument.Parse(document, "f")).Message);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_where_it_stands() =>
        Assert.StartsWith("Genome.toml:2:6: half", ErrorOf("a = 1\nb = '\uD800'"));
}
