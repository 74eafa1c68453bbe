using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>Text between tags.</summary>
internal sealed class TextStatement(string text, Span span) : Statement(span)
{
    internal bool IsBlank => string.IsNullOrWhiteSpace(text);

    protected override Flow Run(RenderContext context)
    {
        context.Write(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c></summary>
internal sealed class PrintStatement(Expression value) : Statement(value.Span)
{
    protected override Flow Run(RenderContext context)
    {
        if (!context.IsMuted)
            context.Print(value.Evaluate(context));
        return Flow.Next;
    }
}

/// <summary><c>{% do value %}</c></summary>
internal sealed class DoStatement(Expression value) : Statement(value.Span)
{
    protected override Flow Run(RenderContext context)
    {
        value.Evaluate(context);
        return Flow.Next;
    }
}

/// <summary><c>{% filter name %}</c>: what is in it, with a filter applied.</summary>
internal sealed class FilterStatement(FilterExpression filter, IReadOnlyList<Statement> body, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        string text = context.Capture(() => context.InScope(new Scope(context.Scope), () => context.Render(body)));
        Value filtered = filter.Apply(context.Escapes ? Value.Safe(text) : Value.Of(text), context);
        context.Write(ValueText.Print(filtered));
        return Flow.Next;
    }
}

/// <summary><c>{% autoescape on %}</c></summary>
internal sealed class AutoEscapeStatement(Expression enabled, IReadOnlyList<Statement> body, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        bool outer = context.Escapes;
        Value value = enabled.Evaluate(context);
        context.Escapes = value.Kind == ValueKind.String ? value.AsString is not "none" and not "" : value.IsTrue;
        try
        {
            return context.InScope(new Scope(context.Scope), () => context.Render(body));
        }
        finally
        {
            context.Escapes = outer;
        }
    }
}
