using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary><c>{% set name = value %}</c></summary>
internal sealed class SetStatement(Target target, Expression value, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        target.Assign(context, value.Evaluate(context));
        return Flow.Next;
    }
}

/// <summary><c>{% set name %}text{% endset %}</c>, with a filter or without.</summary>
internal sealed class SetBlockStatement(Target target, FilterExpression? filter, IReadOnlyList<Statement> body, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        Template? parent = context.Parent;
        string text;
        try
        {
            // Also where nothing outside of blocks is printed, this is.
            context.Parent = null;
            text = context.Capture(() => context.InScope(new Scope(context.Scope), () => context.Render(body)));
        }
        finally
        {
            context.Parent = parent;
        }

        Value value = context.Escapes ? Value.Safe(text) : Value.Of(text);
        target.Assign(context, filter is null ? value : filter.Apply(value, context));
        return Flow.Next;
    }
}
