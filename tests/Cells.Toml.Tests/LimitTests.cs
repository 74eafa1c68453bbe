using static Cells.Toml.Tests.Documents;

namespace Cells.Toml.Tests;

public class LimitTests
{
    private static readonly TomlLimits Small = new() { DocumentBytesMax = 10, NestingDepthMax = 3 };

    [Fact]
    public void A_document_of_exactly_the_limit_is_read() =>
        Assert.Equal(1, TomlDocument.Parse("a = 'é'  "u8, limits: Small).Root.Count);

    [Fact]
    public void A_larger_document_is_refused_with_the_limit_and_its_name()
    {
        const string reason = "1:1: the document is larger than 10 bytes (DocumentBytesMax)";
        Assert.Equal(reason, Assert.Throws<TomlException>(() => TomlDocument.Parse("a = 'éé'   ", limits: Small)).Message);
        Assert.Equal(reason, Assert.Throws<TomlException>(() => TomlDocument.Parse("a = 'xx'   "u8, limits: Small)).Message);
    }

    [Fact]
    public void A_file_is_read_no_further_than_the_limit() =>
        Assert.StartsWith(
            "/dev/zero:1:1: the document is larger",
            Assert.Throws<TomlException>(() => TomlDocument.Load("/dev/zero")).Message);

    [Theory]
    [InlineData("a = [[1]]")]
    [InlineData("a.b.c = 1")]
    [InlineData("[a.b.c]")]
    [InlineData("[[a.b]]")]
    [InlineData("a = {b.c=1}")]
    public void Nesting_up_to_the_limit_is_read(string document) =>
        Assert.Equal(1, TomlDocument.Parse(document, limits: Small with { DocumentBytesMax = 100 }).Root.Count);

    [Theory]
    [InlineData("a = [[[1]]]")]
    [InlineData("a.b.c.d = 1")]
    [InlineData("[a.b.c.d]")]
    [InlineData("[[a.b.c]]")]
    [InlineData("[a.b.c]\nd = 1")]
    [InlineData("a = {b.c.d=1}")]
    [InlineData("a = {b={c={d=1}}}")]
    public void Deeper_nesting_is_refused_with_the_limit_and_its_name(string document) =>
        Assert.EndsWith(
            "nested deeper than 3 levels (NestingDepthMax)",
            Assert.Throws<TomlException>(() => TomlDocument.Parse(document, limits: Small with { DocumentBytesMax = 100 })).Message);

    [Fact]
    public void Hostile_nesting_is_refused_before_the_stack_ends()
    {
        foreach (string opening in (string[])["[", "{a=", "[{a=", "[ #\n"])
        {
            string document = "a = " + string.Concat(Enumerable.Repeat(opening, 100_000));
            Assert.Contains("NestingDepthMax", ErrorOf(document));
        }
        Assert.Contains("NestingDepthMax", ErrorOf(string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1"));
        Assert.Contains("NestingDepthMax", ErrorOf($"[{string.Join('.', Enumerable.Repeat("a", 100_000))}]"));
    }

    [Fact]
    public void A_thread_with_a_small_stack_survives_the_deepest_nesting_that_limits_can_allow()
    {
        TomlLimits deepest = new() { NestingDepthMax = 512 };
        string document = "a = " + string.Concat(Enumerable.Repeat("[{a=", 255)) + "1" + string.Concat(Enumerable.Repeat("}]", 255));
        TomlTable? root = null;
        var thread = new Thread(() => root = TomlDocument.Parse(document, limits: deepest).Root, maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.NotNull(root);
    }

    [Fact]
    public void A_limit_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TomlLimits { NestingDepthMax = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TomlLimits { NestingDepthMax = 513 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TomlLimits { DocumentBytesMax = 0 });
    }

    [Fact]
    public void One_long_line_is_read_in_time_that_grows_with_its_length() =>
        Assert.Equal(300_000, ((TomlArray)Read($"a = [{string.Concat(Enumerable.Repeat("1, ", 300_000))}]")["a"]).Count);
}
