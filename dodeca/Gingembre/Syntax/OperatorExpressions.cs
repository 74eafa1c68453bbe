using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>Two values and an operator that needs both.</summary>
internal sealed class BinaryExpression(Func<Value, Value, Value> operation, Expression left, Expression right) : Expression(left.Span.To(right.Span))
{
    protected override Value Compute(RenderContext context) => operation(left.Evaluate(context), right.Evaluate(context));
}

/// <summary><c>and</c>, <c>or</c>: the second value is not looked at where the first one decides.</summary>
internal sealed class LogicalExpression(bool isAnd, Expression left, Expression right) : Expression(left.Span.To(right.Span))
{
    protected override Value Compute(RenderContext context)
    {
        Value first = left.EvaluateCondition(context);
        return first.IsTrue == isAnd ? right.EvaluateCondition(context) : first;
    }
}

/// <summary>A value and an operator before it.</summary>
internal sealed class UnaryExpression(Func<Value, Value> operation, Expression operand, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context) => operation(operand.EvaluateCondition(context));
}

/// <summary>Comparisons in a row, <c>1 &lt; x &lt;= 5</c>: all of them must hold.</summary>
internal sealed class ComparisonExpression(Expression first, IReadOnlyList<(Func<Value, Value, bool> Holds, Expression Right)> rest, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context)
    {
        Value left = first.Evaluate(context);
        foreach ((Func<Value, Value, bool> holds, Expression operand) in rest)
        {
            Value right = operand.Evaluate(context);
            if (!holds(left, right))
                return Value.Of(false);
            left = right;
        }

        return Value.Of(true);
    }
}

/// <summary><c>a if condition else b</c>; where the condition does not hold and there is no else, undefined, and on purpose: it is printed as nothing even where names must be defined.</summary>
internal sealed class ConditionalExpression(Expression condition, Expression then, Expression? otherwise, Span span) : Expression(span)
{
    internal override bool MayBeUndefined => otherwise is null;

    protected override Value Compute(RenderContext context) =>
        condition.EvaluateCondition(context).IsTrue ? then.Evaluate(context) : otherwise is null ? Value.Undefined : otherwise.Evaluate(context);
}
