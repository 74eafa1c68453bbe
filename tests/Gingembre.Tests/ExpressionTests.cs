namespace Gingembre.Tests;

/// <summary>Values and operators, as the documentation of Jinja2 and MiniJinja has them.</summary>
public sealed class ExpressionTests
{
    private const string Data = """{"name":"World","n":3,"items":[1,2,3],"user":{"name":"Ada","tags":["x","y"]},"empty":[],"none":null,"html":"<b>\"&'"}""";

    [Theory]
    [InlineData("{{ name }}", "World")]
    [InlineData("{{name}}", "World")]
    [InlineData("{{ user.name }} {{ user['name'] }}", "Ada Ada")]
    [InlineData("{{ items[0] }}{{ items[-1] }}{{ items.1 }}", "132")]
    [InlineData("{{ nothing }}|{{ user.nothing }}|{{ items[9] }}", "||")]
    [InlineData("{{ none }}", "None")]
    [InlineData("{{ true }} {{ False }} {{ None }}", "True False None")]
    [InlineData("{{ [1, 'a', 2.0, none, true] }}", "[1, 'a', 2.0, None, True]")]
    [InlineData("{{ {'a': 1, 'b': [2]} }}", "{'a': 1, 'b': [2]}")]
    [InlineData("{{ {'a': {'b': 1}}.a.b }}", "1")]
    [InlineData("{{ (1, 2) }}{{ (1,) }}{{ () }}", "(1, 2)(1,)()")]
    [InlineData("{{ 'it''s' \" two\" }}", "its two")]
    [InlineData("{{ 'a\\nb\\t\\x41\\u00e9\\\\' }}", "a\nb\tAé\\")]
    [InlineData("{{ 1_000 }} {{ 0x1f }} {{ 0b101 }} {{ 0o17 }} {{ 1e3 }} {{ 1.5e-3 }}", "1000 31 5 15 1000.0 0.0015")]
    public void Literals_names_and_attributes(string source, string expected) => Assert.Equal(expected, Rendering.Render(source, Data));

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("4 / 2", "2.0")]
    [InlineData("7 // 2", "3")]
    [InlineData("-7 // 2", "-4")]
    [InlineData("7 % 3", "1")]
    [InlineData("-7 % 3", "2")]
    [InlineData("2 ** 10", "1024")]
    [InlineData("2 ** -1", "0.5")]
    [InlineData("-2 ** 2", "4")]
    [InlineData("1.5 + 1", "2.5")]
    [InlineData("'a' + 'b'", "ab")]
    [InlineData("'ab' * 3", "ababab")]
    [InlineData("[1] + [2]", "[1, 2]")]
    [InlineData("'a' ~ 1 ~ none ~ 2.5", "a1None2.5")]
    [InlineData("1 < 2 < 3", "True")]
    [InlineData("1 < 3 < 2", "False")]
    [InlineData("1 == 1.0", "True")]
    [InlineData("'a' < 'b'", "True")]
    [InlineData("[1, 2] == [1, 2]", "True")]
    [InlineData("{'a': 1} == {'a': 1}", "True")]
    [InlineData("1 in [1, 2]", "True")]
    [InlineData("3 not in [1, 2]", "True")]
    [InlineData("'el' in 'hello'", "True")]
    [InlineData("'a' in {'a': 1}", "True")]
    [InlineData("not true or true", "True")]
    [InlineData("0 or 'x'", "x")]
    [InlineData("0 and 'x'", "0")]
    [InlineData("not 0", "True")]
    [InlineData("'yes' if n > 2 else 'no'", "yes")]
    [InlineData("'yes' if n > 5", "")]
    [InlineData("1 if false else 2 if false else 3", "3")]
    [InlineData("-n", "-3")]
    [InlineData("+n", "3")]
    [InlineData("-n|abs", "3")]
    [InlineData("items[1:]", "[2, 3]")]
    [InlineData("items[:-1]", "[1, 2]")]
    [InlineData("items[::-1]", "[3, 2, 1]")]
    [InlineData("items[::2]", "[1, 3]")]
    [InlineData("'hello'[1:3]", "el")]
    [InlineData("'hello'[::-1]", "olleh")]
    [InlineData("items[1:100]", "[2, 3]")]
    public void Operators(string expression, string expected) => Assert.Equal(expected, Rendering.Render($"{{{{ {expression} }}}}", Data));

    [Theory]
    [InlineData("name is defined", "True")]
    [InlineData("nothing is defined", "False")]
    [InlineData("nothing.at.all is defined", "False")]
    [InlineData("nothing is undefined", "True")]
    [InlineData("none is none", "True")]
    [InlineData("n is odd and n is not even", "True")]
    [InlineData("n is divisibleby 3", "True")]
    [InlineData("n is divisibleby(2)", "False")]
    [InlineData("name is string", "True")]
    [InlineData("n is number and n is integer and 1.5 is float", "True")]
    [InlineData("user is mapping and items is sequence and items is iterable", "True")]
    [InlineData("n is eq 3 and n is gt(2) and n is le(3)", "True")]
    [InlineData("n is in [1, 3]", "True")]
    [InlineData("name is starting_with('Wo') and name is ending_with('ld') and name is containing('or')", "True")]
    [InlineData("empty is empty and items is not empty", "True")]
    [InlineData("'abc' is lower and 'ABC' is upper", "True")]
    [InlineData("true is true and false is false and true is boolean", "True")]
    [InlineData("range is callable", "True")]
    [InlineData("'upper' is filter and 'nope' is not filter and 'odd' is test", "True")]
    [InlineData("1 is sameas 1 and 1 is not sameas 1.0", "True")]
    public void Tests(string expression, string expected) => Assert.Equal(expected, Rendering.Render($"{{{{ {expression} }}}}", Data));

    [Theory]
    [InlineData("{{ 'a,b'.split(',') }}", "['a', 'b']")]
    [InlineData("{{ name.upper() }} {{ name.lower() }} {{ ' x '.strip() }}|", "WORLD world x|")]
    [InlineData("{% for k, v in user.items() %}{{ k }}={{ v }};{% endfor %}", "name=Ada;tags=['x', 'y'];")]
    [InlineData("{{ user.get('name') }} {{ user.get('age', 7) }}", "Ada 7")]
    [InlineData("{{ ', '.join(['a', 'b']) }}", "a, b")]
    [InlineData("{{ range(3) }} {{ range(1, 4) }} {{ range(10, 0, -3) }}", "[0, 1, 2] [1, 2, 3] [10, 7, 4, 1]")]
    [InlineData("{{ dict(a=1, b=2) }}", "{'a': 1, 'b': 2}")]
    [InlineData("{{ dict({'a': 1}, **{'b': 2}) }}", "{'a': 1, 'b': 2}")]
    [InlineData("{{ range(*[1, 3]) }}", "[1, 2]")]
    public void Calls(string source, string expected) => Assert.Equal(expected, Rendering.Render(source, Data));

    [Fact]
    public void What_is_printed_is_escaped_by_the_templates_name()
    {
        Assert.Equal("<b>\"&'", Rendering.RenderAs("a.txt", "{{ html }}", Data));
        Assert.Equal("&lt;b&gt;&quot;&amp;&#x27;", Rendering.RenderAs("a.html", "{{ html }}", Data));
        Assert.Equal("<b>\"&'", Rendering.RenderAs("a.html", "{{ html|safe }}", Data));
        Assert.Equal("&lt;b&gt;&quot;&amp;&#x27;", Rendering.RenderAs("a.txt", "{{ html|escape }}", Data));
        Assert.Equal("&lt;b&gt;&quot;&amp;&#x27;", Rendering.RenderAs("a.html", "{{ html|e }}", Data));
        Assert.Equal("<b>\"&'|&lt;b&gt;&quot;&amp;&#x27;", Rendering.RenderAs("a.html", "{% autoescape false %}{{ html }}{% endautoescape %}|{{ html }}", Data));
    }

    [Fact]
    public void Undefined_is_lenient_chainable_or_strict()
    {
        var chainable = new TemplateOptions { Undefined = UndefinedBehavior.Chainable };
        var semi = new TemplateOptions { Undefined = UndefinedBehavior.SemiStrict };
        Assert.Equal("no no yes 2", Rendering.Render("{% if a.b %}yes{% else %}no{% endif %} {{ 'yes' if nope else 'no' }} {% if not nope and not a.b %}yes{% endif %} {{ a.b or 2 }}", """{"a":{}}""", semi));
        Assert.Equal("'nope' is undefined", Rendering.ErrorOf("{{ nope }}", options: semi).Reason);
        Assert.Equal("'nope' is undefined", Rendering.ErrorOf("{% for a in nope %}{% endfor %}", options: semi).Reason);
        var strict = new TemplateOptions { Undefined = UndefinedBehavior.Strict };
        Assert.Equal("'nothing' is undefined", Rendering.ErrorOf("{{ nothing.at }}").Reason);
        Assert.Equal("", Rendering.Render("{{ nothing.at.all }}", options: chainable));
        Assert.Equal("'nothing' is undefined", Rendering.ErrorOf("{{ nothing }}", options: strict).Reason);
        Assert.Equal("map has no 'nmae'", Rendering.ErrorOf("{{ user.nmae }}", Data, strict).Reason);
        Assert.Equal("did you mean 'name'?", Rendering.ErrorOf("{{ user.nmae }}", Data, strict).Help);
        Assert.Equal("x|no|y", Rendering.Render("{{ nothing|default('x') }}|{{ 'yes' if nothing is defined else 'no' }}|{{ user.nothing.more|default('y') }}", Data, strict));
    }
}
