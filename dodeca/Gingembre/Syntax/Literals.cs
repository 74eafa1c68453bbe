using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>A value that stands in the template.</summary>
internal sealed class ConstantExpression(Value value, Span span) : Expression(span)
{
    internal Value Value => value;

    protected override Value Compute(RenderContext context) => value;
}

/// <summary>Values in brackets; without them or in parentheses they are a tuple.</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> items, bool isTuple, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context)
    {
        Value[] values = [.. items.Select(item => item.Evaluate(context))];
        return isTuple ? Value.Tuple(values) : Value.Of(values);
    }
}

/// <summary>Keys and values in braces.</summary>
internal sealed class MapExpression(IReadOnlyList<(Expression Key, Expression Value)> entries, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context)
    {
        var map = new MapValue();
        foreach ((Expression key, Expression value) in entries)
            map.Set(key.Evaluate(context), value.Evaluate(context));
        return Value.Of(map);
    }
}
