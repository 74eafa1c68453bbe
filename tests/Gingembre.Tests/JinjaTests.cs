namespace Gingembre.Tests;

/// <summary>What a template for Jinja2 relies on, one line for each promise of its documentation that is easily got wrong.</summary>
public sealed class JinjaTests
{
    [Theory]
    [InlineData("{{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 2 ** -1 }}", "64 4 0.5")]
    [InlineData("{{ -3|abs }} {{ 1 + -3|abs }}", "3 4")]
    [InlineData("{{ [1, 2, 3, 4][::-1] }} {{ [1, 2, 3, 4][-2::-1] }} {{ 'abcd'[1::2] }}", "[4, 3, 2, 1] [3, 2, 1] bd")]
    [InlineData("{{ [[1, 2]].0.1 }} {{ (1, 2, 3)[1:] }}", "2 (2, 3)")]
    [InlineData("{{ 1_0.2_5e0_1 }} {{ 1e15 }} {{ 1e16 }} {{ -1.25e16 }} {{ 1e17 }} {{ 1.5e-7 }}", "102.5 1000000000000000.0 1e+16 -1.25e+16 1e+17 1.5e-07")]
    [InlineData("{{ -1 is sameas -1 }} {{ 4 is divisibleby 2 }}", "True True")]
    [InlineData("{{ 2 * [1, 2] }} {{ (1,) * 2 }} {{ (1,) + (2,) }} {{ [1] + [2] }}", "[1, 2, 1, 2] (1, 1) (1, 2) [1, 2]")]
    [InlineData("{{ [\"it's\", 'a \"quote\"', 'both \\' \"'] }}", """["it's", 'a "quote"', 'both \' "']""")]
    public void Expressions(string source, string expected) => Assert.Equal(expected, Rendering.Render(source));

    [Theory]
    [InlineData("{% set ns = namespace(a=1) %}{% set ns.b = 'x' %}{{ ns }}", "{'a': 1, 'b': 'x'}")]
    [InlineData("{% set ns = namespace(inner=namespace()) %}{% set ns.inner.n = 3 %}{{ ns.inner.n }}", "3")]
    [InlineData("{% set ns = namespace(a=1) %}{{ dict(ns, b=2) }} {{ ns|tojson }}", "{'a': 1, 'b': 2} {\"a\": 1}")]
    [InlineData("{% autoescape true %}{% set x = '<' %}{{ x }}{% endautoescape %}{{ x is defined }}", "&lt;False")]
    [InlineData("{% macro m() %}<b>{% endmacro %}{% autoescape true %}{{ m() }}{% endautoescape %}", "<b>")]
    [InlineData("{% set caller = 1 %}{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}", "False")]
    [InlineData("{% set map = {'items': 1, 'keys': 2} %}{{ map.items() }} {{ map.items }}", "[('items', 1), ('keys', 2)] 1")]
    public void Statements(string source, string expected) => Assert.Equal(expected, Rendering.Render(source));

    [Theory]
    [InlineData("{% for ns.x in [1] %}{% endfor %}", "expected 'in', found '.'")]
    [InlineData("{% with ns.x = 1 %}{% endwith %}", "expected '=', found '.'")]
    [InlineData("{% block a required %}text{% endblock %}", "the block 'a' is required, so that what is in it would never be rendered")]
    [InlineData("{% macro m() %}{% endmacro %}{% call m() %}lost{% endcall %}", "the macro 'm' does not use 'caller', so that what is in the call block would be lost")]
    [InlineData("{{ [1] * 100000000 }}", "a sequence that is repeated may have 16777216 values")]
    [InlineData("{{ '' * 9223372036854775807 }}", "a text that is repeated may have 16777216 characters")]
    public void What_Jinja_refuses_is_refused(string source, string reason) => Assert.Contains(reason, Rendering.ErrorOf(source).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ '{} {}'.format(1, 'a') }} {{ '{1}{0}'.format('a', 'b') }}", "1 a ba")]
    [InlineData("{{ '{a.b[0]}!'.format(a={'b': [7]}) }} {{ '{x}'.format_map({'x': 1}) }}", "7! 1")]
    [InlineData("{{ '{:>4}|{:<4}|{:^4}|{:04d}|{:+.1f}'.format('a', 'b', 'c', 7, 2.25) }}", "   a|b   | c  |0007|+2.2")]
    [InlineData("{{ '{:,} {:.1%} {:x} {{}} {!r}'.format(1234567, 0.25, 255, 'q') }}", "1,234,567 25.0% ff {} 'q'")]
    [InlineData("{{ ('<b>{}</b>'|safe).format('<') }}", "<b>&lt;</b>")]
    public void Texts_are_formatted(string source, string expected) => Assert.Equal(expected, Rendering.Render(source));

    [Theory]
    [InlineData("{{ '{} {}'.format(1) }}", "format got 1 values, and the text names one more")]
    [InlineData("{{ '{a}'.format(b=1) }}", "format got no 'a'")]
    [InlineData("{{ '{'.format() }}", "'{' stands alone in the text that is formatted")]
    [InlineData("{{ '{:d}'.format('a') }}", "format needs a number for '{:d}', not string")]
    [InlineData("{{ '{:x}'.format(1.5) }}", "format needs a whole number for '{:x}', not 1.5")]
    public void A_text_that_cannot_be_formatted_says_why(string source, string reason) => Assert.Contains(reason, Rendering.ErrorOf(source).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("see example.org.", """see <a href="https://example.org" rel="noopener">example.org</a>.""")]
    [InlineData("(http://a.example/x_(y)?z=1&b)", """(<a href="http://a.example/x_(y)?z=1&amp;b" rel="noopener">http://a.example/x_(y)?z=1&amp;b</a>)""")]
    [InlineData("ada@example.org, mailto:b@example.org", """<a href="mailto:ada@example.org">ada@example.org</a>, <a href="mailto:b@example.org">b@example.org</a>""")]
    [InlineData("<http://[::1]:80/> no.link e.g. javascript:x", """&lt;<a href="http://[::1]:80/" rel="noopener">http://[::1]:80/</a>&gt; no.link e.g. javascript:x""")]
    public void Addresses_in_a_text_become_links(string text, string expected) => Assert.Equal(expected, Rendering.Render($"{{{{ '{text}'|urlize }}}}"));

    [Fact]
    public void Links_say_what_they_are_told_to() => Assert.Equal(
        """<a href="https://www.example.org/long" rel="nofollow noopener ugc" target="_blank">www.exa...</a> <a href="tel:1" rel="nofollow noopener ugc" target="_blank">tel:1</a>""",
        Rendering.Render("{{ 'www.example.org/long tel:1'|urlize(7, true, target='_blank', rel='ugc', extra_schemes=['tel:']) }}"));

    [Fact]
    public void A_name_that_a_template_does_not_have_is_imported_as_undefined() => Assert.Equal(
        "False 1", Rendering.Render("{% from 'm.txt' import a, b %}{{ b is defined }} {{ a }}", others: ("m.txt", "{% set a = 1 %}")));

    [Fact]
    public void What_a_template_imports_is_a_map_to_whoever_wants_one() => Assert.Equal(
        "{\"a\": 1}{'a': 1, 'b': 2}", Rendering.Render("{% import 'm.txt' as m %}{{ m|tojson }}{{ dict(m, b=2) }}", others: ("m.txt", "{% set a = 1 %}")));

    [Fact]
    public void A_condition_without_an_else_is_nothing_also_where_names_must_be_defined() =>
        Assert.Equal("||", Rendering.Render("|{{ 'a' if false }}|", options: new TemplateOptions { Undefined = UndefinedBehavior.Strict }));

    [Fact]
    public void A_raw_block_keeps_its_first_line_break_and_loses_the_blanks_before_its_end() => Assert.Equal(
        "a\n\n {{ x }}\nb", Rendering.Render("a\n  {% raw %}\n {{ x }}\n  {% endraw %}\nb", options: new TemplateOptions { TrimsAfterBlocks = true, StripsBeforeBlocks = true }));
}
