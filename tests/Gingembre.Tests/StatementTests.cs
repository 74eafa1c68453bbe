namespace Gingembre.Tests;

/// <summary>Tags, as the documentation of Jinja2 and MiniJinja has them.</summary>
public sealed class StatementTests
{
    private const string Data = """{"items":["a","b","c"],"pairs":[["x",1],["y",2]],"tree":[{"n":1,"c":[{"n":2,"c":[]},{"n":3,"c":[]}]}],"none":null}""";

    [Theory]
    [InlineData("{% if items %}y{% endif %}", "y")]
    [InlineData("{% if none %}a{% elif items|length > 5 %}b{% else %}c{% endif %}", "c")]
    [InlineData("{% for x in items %}{{ loop.index }}{{ x }}{% endfor %}", "1a2b3c")]
    [InlineData("{% for x in items %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "a,b,c")]
    [InlineData("{% for x in items %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.length }} {% endfor %}", "032True3 121False3 210False3 ")]
    [InlineData("{% for x in items %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}", "<a>b a<b>c b<c> ")]
    [InlineData("{% for x in items %}{{ loop.cycle('o', 'e') }}{% endfor %}", "oeo")]
    [InlineData("{% for x in [1, 1, 2] %}{{ x if loop.changed(x) else '.' }}{% endfor %}", "1.2")]
    [InlineData("{% for k, v in pairs %}{{ k }}{{ v }}{% endfor %}", "x1y2")]
    [InlineData("{% for x in [] %}a{% else %}none{% endfor %}", "none")]
    [InlineData("{% for x in nothing %}a{% else %}none{% endfor %}", "none")]
    [InlineData("{% for x in range(10) if x is even %}{{ loop.index }}:{{ x }} {% endfor %}", "1:0 2:2 3:4 4:6 5:8 ")]
    [InlineData("{% for x in range(10) %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}", "013")]
    [InlineData("{% for n in tree recursive %}{{ loop.depth }}{{ n.n }}[{{ loop(n.c) }}]{% endfor %}", "11[22[]23[]]")]
    [InlineData("{% for a in [1, 2] %}{% for b in [3] %}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}", "1112")]
    [InlineData("{% for x in 'ab' %}{{ x }}.{% endfor %}", "a.b.")]
    [InlineData("{% for k in {'p': 1, 'q': 2} %}{{ k }}{% endfor %}", "pq")]
    [InlineData("{% set x = 1 %}{{ x }}{% set x = x + 1 %}{{ x }}", "12")]
    [InlineData("{% set a, b = [1, 2] %}{{ a }}{{ b }}", "12")]
    [InlineData("{% set x = 0 %}{% for i in items %}{% set x = 5 %}{% endfor %}{{ x }}", "0")]
    [InlineData("{% set ns = namespace(n=0) %}{% for i in items %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}", "3")]
    [InlineData("{% if true %}{% set x = 1 %}{% endif %}{{ x }}", "1")]
    [InlineData("{% set x %}a{{ items[0] }}{% endset %}{{ x }}", "aa")]
    [InlineData("{% set x | upper %}abc{% endset %}{{ x }}", "ABC")]
    [InlineData("{% set a = 5 %}{% with a = 1, b = a + 1 %}{{ a }}{{ b }}{% endwith %}{{ a }}", "165")]
    [InlineData("{% filter upper %}a{{ items[1] }}{% endfilter %}", "AB")]
    [InlineData("{% filter trim | replace('a', 'b') %} a {% endfilter %}", "b")]
    [InlineData("{% raw %}{{ x }}{% if %}{% endraw %}", "{{ x }}{% if %}")]
    [InlineData("a{# a {{ comment }} #}b", "ab")]
    [InlineData("{% do items.count('a') %}x", "x")]
    [InlineData("{% set j = joiner(',') %}{% for x in items %}{{ j() }}{{ x }}{% endfor %}", "a,b,c")]
    [InlineData("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}", "abab")]
    public void Control(string source, string expected) => Assert.Equal(expected, Rendering.Render(source, Data));

    [Theory]
    [InlineData("{% macro m(a, b='x') %}{{ a }}{{ b }};{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}", "1x;12;43;")]
    [InlineData("{% macro m(a) %}[{{ caller() }}{{ a }}]{% endmacro %}{% call m(1) %}in{% endcall %}", "[in1]")]
    [InlineData("{% macro m() %}{{ caller('x', 2) }}{% endmacro %}{% call(a, b) m() %}{{ a }}-{{ b }}{% endcall %}", "x-2")]
    [InlineData("{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, a=3) }}", "[1, 2]{'a': 3}")]
    [InlineData("{% macro m(n) %}{{ n }}{% if n > 0 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}", "3210")]
    [InlineData("{% macro greet(name) %}Hello, {{ name }}!{% endmacro %}{{ self::greet('World') }}", "Hello, World!")]
    [InlineData("{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{{ m.name }}{{ m.arguments }}", "1m[]")]
    public void Macros(string source, string expected) => Assert.Equal(expected, Rendering.Render(source, Data));

    [Theory]
    [InlineData("a  {%- if true -%}  b  {%- endif -%}  c", "abc")]
    [InlineData("a\n{{- ' x ' -}}\nb", "a x b")]
    [InlineData("a\n{#- c -#}\nb", "ab")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\n", "a\n")]
    [InlineData("{% raw -%}  a  {%- endraw %}", "a")]
    public void Whitespace_is_kept_unless_a_tag_says_otherwise(string source, string expected) => Assert.Equal(expected, Rendering.Render(source));

    [Fact]
    public void Whitespace_around_blocks_is_removed_where_that_is_wanted()
    {
        var options = new TemplateOptions { TrimsAfterBlocks = true, StripsBeforeBlocks = true, KeepsTrailingNewline = true };
        Assert.Equal("<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>\n", Rendering.Render("<ul>\n  {% for x in [1, 2] %}\n  <li>{{ x }}</li>\n  {% endfor %}\n</ul>\n", options: options));
        Assert.Equal("  x", Rendering.Render("  {%+ if true %}\nx{% endif %}", options: options));
    }
}
