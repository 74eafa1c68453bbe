namespace Gingembre.Tests;

/// <summary>Templates that use others.</summary>
public sealed class InheritanceTests
{
    private static readonly (string, string) Base = ("base.txt", "[{% block a %}base a{% endblock %}|{% block b %}base b{% endblock b %}]");

    [Theory]
    [InlineData("{% extends 'base.txt' %}", "[base a|base b]")]
    [InlineData("{% extends 'base.txt' %}{% block a %}own{% endblock %}", "[own|base b]")]
    [InlineData("{% extends 'base.txt' %}ignored{% set x = 1 %}{% block b %}{{ x }}{{ super() }}{% endblock %}", "[base a|1base b]")]
    [InlineData("{% extends 'middle.txt' %}{% block a %}own {{ super() }}{% endblock %}", "[own mid base a|base b]")]
    [InlineData("{% extends ['nope.txt', 'base.txt'] %}", "[base a|base b]")]
    [InlineData("{% extends parent %}", "[base a|base b]")]
    [InlineData("{% block x %}1{% endblock %}{{ self.x() }}", "11")]
    public void Blocks_override_those_of_the_template_that_is_extended(string source, string expected) =>
        Assert.Equal(expected, Rendering.Render(source, """{"parent":"base.txt"}""", null, Base, ("middle.txt", "{% extends 'base.txt' %}{% block a %}mid {{ super() }}{% endblock %}")));

    [Theory]
    [InlineData("{% include 'part.txt' %}", "part 1")]
    [InlineData("{% set n = 2 %}{% include 'part.txt' %}", "part 2")]
    [InlineData("{% for n in [7, 8] %}{% include 'part.txt' %}{% endfor %}", "part 7part 8")]
    [InlineData("{% include 'part.txt' without context %}", "part ")]
    [InlineData("{% include 'nope.txt' ignore missing %}x", "x")]
    [InlineData("{% include ['nope.txt', 'part.txt'] %}", "part 1")]
    [InlineData("{% import 'macros.txt' as m %}{{ m.hi('you') }}{{ m.version }}", "hi you3")]
    [InlineData("{% import 'macros.txt' as m %}{{ m::hi('you') }}", "hi you")]
    [InlineData("{% from 'macros.txt' import hi, version as v %}{{ hi('x') }}{{ v }}", "hi x3")]
    public void Parts_and_macros_come_from_other_templates(string source, string expected) => Assert.Equal(expected, Rendering.Render(
        source, """{"n":1}""", null, ("part.txt", "part {{ n }}"), ("macros.txt", "{% set version = 3 %}{% macro hi(name) %}hi {{ name }}{% endmacro %}ignored")));

    [Fact]
    public void A_template_that_is_not_there_is_named_with_the_nearest()
    {
        TemplateException error = Rendering.ErrorOf("a\n{% include 'prat.txt' %}", "{}", null, ("part.txt", ""));
        Assert.Equal(("there is no template 'prat.txt'", "did you mean 'part.txt'?", 2, 4), (error.Reason, error.Help, error.Line, error.Column));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public void Templates_that_extend_or_include_each_other_are_an_error_and_not_the_end()
    {
        Assert.Contains("extends itself", Rendering.ErrorOf("{% extends 'a.txt' %}", "{}", null, ("a.txt", "{% extends 'a.txt' %}")).Reason, StringComparison.Ordinal);
        Assert.Contains("(MaxDepth)", Rendering.ErrorOf("{% include 'a.txt' %}", "{}", null, ("a.txt", "{% include 'a.txt' %}")).Reason, StringComparison.Ordinal);
        Assert.Contains("(MaxDepth)", Rendering.ErrorOf("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_another_template_is_named_there()
    {
        TemplateException error = Rendering.ErrorOf("{% include 'part.txt' %}", "{}", null, ("part.txt", "one\ntwo {{ 1 / 0 }}"));
        Assert.Equal(("part.txt", 2, 8, "a division by zero"), (error.Template, error.Line, error.Column, error.Reason));
    }

    [Fact]
    public void A_required_block_must_be_overridden()
    {
        (string, string) required = ("base.txt", "{% block a required %}{% endblock %}");
        Assert.Contains("is required", Rendering.ErrorOf("{% extends 'base.txt' %}", "{}", null, required).Reason, StringComparison.Ordinal);
        Assert.Equal("x", Rendering.Render("{% extends 'base.txt' %}{% block a %}x{% endblock %}", "{}", null, required));
    }
}
