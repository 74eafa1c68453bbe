using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>A value and a filter that is applied to it.</summary>
/// <param name="value">The value; null: what is given when it is applied.</param>
/// <param name="name">The filter's name.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="span">Where it stands.</param>
internal sealed class FilterExpression(Expression? value, string name, Arguments arguments, Span span) : Expression(span)
{
    /// <summary>Applies it, and those that it is applied to, to a value.</summary>
    internal Value Apply(Value input, RenderContext context)
    {
        Value before = value is FilterExpression inner ? inner.Apply(input, context) : input;
        return Apply(context, before);
    }

    protected override Value Compute(RenderContext context)
    {
        Value input = FilterTable.TakesUndefined(name) ? value!.EvaluateMaybeDeep(context) : value!.Evaluate(context);
        return Apply(context, input);
    }

    private Value Apply(RenderContext context, Value input)
    {
        context.Step();
        Filter filter = context.Engine.Filters.Find(name)
            ?? throw context.Error($"there is no filter '{name}'", Span, Advice.For(name, context.Engine.Filters.Names));
        try
        {
            return filter(input, arguments.Evaluate(name, context), new CallScope(context));
        }
        catch (TemplateException error) when (error.Template is null)
        {
            error.Locate(context.Template.Name, context.Template.Source, Span);
            throw;
        }
    }
}
