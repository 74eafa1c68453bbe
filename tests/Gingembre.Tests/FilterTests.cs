namespace Gingembre.Tests;

/// <summary>The filters, as the documentation of Jinja2, MiniJinja and Dodeca has them.</summary>
public sealed class FilterTests
{
    private const string Data = """
        {"users":[{"name":"Bo","age":30,"admin":true,"city":{"name":"Oslo"}},{"name":"al","age":25,"admin":false,"city":{"name":"Bern"}},{"name":"Cy","age":30,"admin":true,"city":{"name":"Oslo"}}],
         "map":{"b":1,"a":3,"C":2},"text":"the quick brown fox"}
        """;

    [Theory]
    [InlineData("'hello World'|upper", "HELLO WORLD")]
    [InlineData("'hello World'|capitalize", "Hello world")]
    [InlineData("'hello-big world'|title", "Hello-Big World")]
    [InlineData("'  x '|trim ~ '|' ~ 'xxaxx'|trim('x')", "x|a")]
    [InlineData("'aXbXc'|replace('X', '-') ~ 'aXbX'|replace('X', '', 1)", "a-b-cabX")]
    [InlineData("'a,b,c'|split(',')", "['a', 'b', 'c']")]
    [InlineData("'a b  c'|split", "['a', 'b', 'c']")]
    [InlineData("'a\\nb'|indent(2)", "a\n  b")]
    [InlineData("'a\\nb'|indent('> ', true)", "> a\n> b")]
    [InlineData("text|truncate(9)", "the...")]
    [InlineData("text|truncate(9, true)", "the qu...")]
    [InlineData("text|truncate(18)", "the quick brown fox")]
    [InlineData("'ab'|center(6) ~ '|'", "  ab  |")]
    [InlineData("text|wordcount", "4")]
    [InlineData("text|wordwrap(10)", "the quick\nbrown fox")]
    [InlineData("'%s is %d (%.2f)'|format('x', 3, 1.5)", "x is 3 (1.50)")]
    [InlineData("'%(a)s-%(b)03d'|format(a='x', b=7)", "x-007")]
    [InlineData("'a b/ü?'|urlencode", "a%20b/%C3%BC%3F")]
    [InlineData("{'q': 'a b', 'n': 1}|urlencode", "q=a+b&n=1")]
    [InlineData("'<p>Hi <b>you</b> &amp; me</p>'|striptags", "Hi you & me")]
    [InlineData("'Crème Brûlée, now!'|slugify", "creme-brulee-now")]
    [InlineData("'a\\nb\\n'|lines", "['a', 'b']")]
    [InlineData("5|string ~ 1", "51")]
    [InlineData("'/foo/bar/'|path_segments", "['foo', 'bar']")]
    [InlineData("'/foo/bar/'|path_first ~ ' ' ~ '/foo/bar/'|path_basename ~ ' ' ~ '/foo/bar/'|path_parent", "foo bar /foo")]
    public void Of_texts(string expression, string expected) => Check(expression, expected);

    [Theory]
    [InlineData("-3|abs ~ (-2.5)|abs", "32.5")]
    [InlineData("'42'|int + '3.9'|int + 'x'|int(1)", "46")]
    [InlineData("'ff'|int(base=16)", "255")]
    [InlineData("'1.5'|float + 'x'|float(2.0)", "3.5")]
    [InlineData("2.55|round(1) ~ ' ' ~ 2.1|round(method='ceil') ~ ' ' ~ 7|round", "2.6 3.0 7")]
    [InlineData("1500|filesizeformat ~ ', ' ~ 2048|filesizeformat(true) ~ ', ' ~ 12|filesizeformat", "1.5 kB, 2.0 KiB, 12 Bytes")]
    public void Of_numbers(string expression, string expected) => Check(expression, expected);

    [Theory]
    [InlineData("[1, 2, 3]|length ~ 'abc'|length ~ map|length ~ nothing|length", "3330")]
    [InlineData("[1, 2, 3]|first ~ [1, 2, 3]|last ~ []|first", "13")]
    [InlineData("[1, 2, 3]|reverse ~ 'abc'|reverse", "[3, 2, 1]cba")]
    [InlineData("[3, 1, 2]|sort ~ [3, 1, 2]|sort(reverse=true)", "[1, 2, 3][3, 2, 1]")]
    [InlineData("['b', 'A', 'c']|sort|join(',')", "A,b,c")]
    [InlineData("['b', 'A', 'B']|sort(case_sensitive=true)|join(',')", "A,B,b")]
    [InlineData("users|sort(attribute='age,name')|map(attribute='name')|join(',')", "al,Bo,Cy")]
    [InlineData("users|map('attr', 'name')|map('upper')|join(' ')", "BO AL CY")]
    [InlineData("users|map(attribute='city.name')|unique|join(',')", "Oslo,Bern")]
    [InlineData("users|map(attribute='nope', default='-')|join", "---")]
    [InlineData("users|selectattr('admin')|map(attribute='name')|join(',')", "Bo,Cy")]
    [InlineData("users|rejectattr('age', 'eq', 30)|map(attribute='name')|join(',')", "al")]
    [InlineData("[1, 2, 3, 4]|select('even') ~ [1, 2, 3]|reject('gt', 1)", "[2, 4][1]")]
    [InlineData("[0, 1, '']|select", "[1]")]
    [InlineData("[1, 2, 3]|sum ~ users|sum(attribute='age') ~ []|sum(start=5)", "6855")]
    [InlineData("[2, 3, 1]|min ~ [2, 3, 1]|max ~ users|max(attribute='age')|attr('name')", "13Bo")]
    [InlineData("[1, 2, 3, 4, 5]|batch(2)", "[[1, 2], [3, 4], [5]]")]
    [InlineData("[1, 2, 3]|batch(2, 0)", "[[1, 2], [3, 0]]")]
    [InlineData("[1, 2, 3, 4, 5]|slice(2)", "[[1, 2, 3], [4, 5]]")]
    [InlineData("[1, 2, 3, 4, 5]|slice(0, 3)", "[1, 2, 3]")]
    [InlineData("['a', 'b']|join('-') ~ users|join(', ', attribute='name')", "a-bBo, al, Cy")]
    [InlineData("map|dictsort", "[('a', 3), ('b', 1), ('C', 2)]")]
    [InlineData("map|dictsort(by='value', reverse=true)|first|first", "a")]
    [InlineData("map|items|length ~ 'ab'|list ~ map|list", "3['a', 'b']['b', 'a', 'C']")]
    [InlineData("[1, 2]|zip([3, 4])", "[(1, 3), (2, 4)]")]
    [InlineData("['a', 'A', 'b']|unique|join", "ab")]
    public void Of_sequences(string expression, string expected) => Check(expression, expected);

    [Theory]
    [InlineData("nothing|default('x') ~ ''|default('y') ~ ''|d('z', true) ~ none|default('n')", "xzn")]
    [InlineData("1|typeof ~ ' ' ~ 'a'|typeof ~ ' ' ~ [1]|typeof ~ ' ' ~ none|typeof", "integer string list none")]
    [InlineData("{'a': [1, '<x>', none]}|tojson", "{\"a\": [1, \"\\u003cx\\u003e\", null]}")]
    [InlineData("{'class': 'a b', 'x': none, 'id': 'q\"'}|xmlattr", " class=\"a b\" id=\"q&quot;\"")]
    [InlineData("'a'|pprint", "'a'")]
    public void Of_any_value(string expression, string expected) => Check(expression, expected);

    [Fact]
    public void Groups_are_pairs_and_have_names()
    {
        Assert.Equal("25:al;30:Bo,Cy;", Rendering.Render("{% for age, group in users|groupby('age') %}{{ age }}:{{ group|map(attribute='name')|join(',') }};{% endfor %}", Data));
        Assert.Equal("25=1 30=2 ", Rendering.Render("{% for g in users|groupby('age') %}{{ g.grouper }}={{ g.list|length }} {% endfor %}", Data));
    }

    [Fact]
    public void Json_is_indented_where_that_is_asked_for() => Assert.Equal("{\n  \"a\": 1\n}", Rendering.Render("{{ {'a': 1}|tojson(indent=2) }}"));

    private static void Check(string expression, string expected) => Assert.Equal(expected, Rendering.Render($"{{{{ {expression} }}}}", Data));
}
