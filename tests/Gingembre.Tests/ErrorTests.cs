namespace Gingembre.Tests;

/// <summary>What is wrong, where, and what to do.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("{{ x | uper }}", "1:8: there is no filter 'uper' (did you mean 'upper'?)")]
    [InlineData("{{ x is od }}", "1:9: there is no test 'od' (did you mean 'odd'?)")]
    [InlineData("{{ rnge(3) }}", "1:4: there is no function 'rnge' (did you mean 'range'?)")]
    [InlineData("a\n{% fro x in y %}", "2:4: there is no tag 'fro' (did you mean 'for'?)")]
    [InlineData("{% if x %}", "1:4: 'if' is not closed (it ends with '{% endif %}')")]
    [InlineData("{% if x %}{% endfor %}", "1:14: expected 'elif' or 'else' or 'endif', found 'endfor' ('if' is open here)")]
    [InlineData("{% endif %}", "1:4: 'endif' closes nothing")]
    [InlineData("{{ x", "1:1: the tag is not closed (it ends with '}}')")]
    [InlineData("{# x", "1:1: the comment is not closed (a comment ends with '#}')")]
    [InlineData("{{ 'x }}", "1:4: the string is not closed (it ends with ')")]
    [InlineData("{{ 1 + }}", "1:8: expected an expression, found '}}'")]
    [InlineData("{{ [1, 2 }}", "1:10: expected ',', found '}}'")]
    [InlineData("{{ 1 2 }}", "1:6: expected '}}', found '2'")]
    [InlineData("{{ 'a' + 1 }}", "1:4: '+' cannot be applied to string and integer")]
    [InlineData("{{ 1 // 0 }}", "1:4: a division by zero")]
    [InlineData("{{ [1] < 2 }}", "1:4: sequence and integer have no order")]
    [InlineData("{% for a, b in [[1]] %}{% endfor %}", "1:8: 1 values cannot be unpacked into 2 names")]
    [InlineData("{% for a in 5 %}{% endfor %}", "1:13: integer has no items to loop over")]
    [InlineData("{{ 5|truncate(1, 2, 3, 4, 5) }}", "1:6: truncate takes at most 4 arguments, and got 5")]
    [InlineData("{{ 'x'|center(widht=3) }}", "1:8: center has no argument 'widht'")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "1:4: the result of '+' is larger than a whole number of 64 bits")]
    [InlineData("{% break %}", "1:4: 'break' stands in no loop")]
    [InlineData("{{ throw(message='no') }}", "1:4: no")]
    [InlineData("{% block a %}{% endblock %}{% block a %}{% endblock %}", "1:37: the block 'a' is there twice")]
    public void Errors_say_what_where_and_what_to_do(string source, string expected) => Assert.Equal($"test.txt:{expected}", Rendering.ErrorOf(source).Message);

    [Fact]
    public void An_error_shows_its_line()
    {
        Assert.Equal(
            "error: there is no filter 'uper'\n --> test.txt:2:12\n  |\n2 | Hello {{ x|uper }}!\n  |            ^^^^\n  = help: did you mean 'upper'?\n",
            Rendering.ErrorOf("one\nHello {{ x|uper }}!\nthree").Render());
    }

    private static readonly TemplateOptions Small = new() { MaxSteps = 100_000, MaxOutput = 1_000_000 };

    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "(MaxSteps)")]
    [InlineData("{{ range(1000000) }}", "(MaxRange)")]
    [InlineData("{% for a in range(100000) %}{{ 'x' * 1000 }}{% endfor %}", "(MaxOutput)")]
    [InlineData("{{ 'x' * 1000000000 }}", "may have 16777216 characters")]
    public void What_would_never_end_or_fit_ends(string source, string reason) => Assert.Contains(reason, Rendering.ErrorOf(source, options: Small).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_is_nested_without_end_is_an_error()
    {
        Assert.Contains("nested more than", Rendering.ErrorOf("{{ " + new string('(', 10_000) + " }}").Reason, StringComparison.Ordinal);
        Assert.Contains("nested more than", Rendering.ErrorOf(string.Concat(Enumerable.Repeat("{% if 1 %}", 10_000))).Reason, StringComparison.Ordinal);
        Assert.Contains("nested more than", Rendering.ErrorOf("{{ " + string.Concat(Enumerable.Repeat("not ", 10_000)) + "1 }}").Reason, StringComparison.Ordinal);
        Assert.Contains("nested more than", Rendering.ErrorOf("{{ " + string.Concat(Enumerable.Repeat("-", 10_000)) + "1 }}").Reason, StringComparison.Ordinal);
        Assert.Contains("more than 500 operators", Rendering.ErrorOf("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 10_000)) + " }}").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_stands_in_a_template_is_rendered_or_an_error_with_a_place()
    {
        var random = new Random(42);
        string[] pieces = ["{{", "}}", "{%", "%}", "{#", "#}", "-", "if", "for x in", "endfor", "endif", "else", "block a", "endblock", "x", "'", "\"", "|", "(", ")", "[", "]", "{", "}", ":", ",", ".", "1", " ", "\n", "is", "not", "~", "**", "raw", "set", "=", "macro m()", "self", "super()"];
        for (int i = 0; i < 20_000; i++)
        {
            string source = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            try
            {
                Rendering.Render(source, """{"x":[1,2]}""");
            }
            catch (TemplateException error)
            {
                Assert.True(error.Template is not null && error.Line > 0 && error.Column > 0, $"{source}: {error.Message}");
                Assert.NotEmpty(error.Render());
            }
        }
    }
}
