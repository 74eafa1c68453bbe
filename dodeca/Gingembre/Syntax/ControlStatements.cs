using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary><c>{% if %}</c> with its branches; the last one may have no condition.</summary>
internal sealed class IfStatement(IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> branches, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        foreach ((Expression? condition, IReadOnlyList<Statement> body) in branches)
        {
            if (condition is null || condition.EvaluateCondition(context).IsTrue)
                return context.Render(body);
        }

        return Flow.Next;
    }
}

/// <summary><c>{% break %}</c>, <c>{% continue %}</c></summary>
internal sealed class JumpStatement(Flow flow, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context) => flow;
}

/// <summary><c>{% with %}</c>: names that mean something within it.</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> assignments, IReadOnlyList<Statement> body, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        // All values are those of the scope around it: 'with a = 1, b = a' does not mean its own a.
        Value[] values = [.. assignments.Select(assignment => assignment.Value.Evaluate(context))];
        return context.InScope(new Scope(context.Scope), () =>
        {
            for (int i = 0; i < values.Length; i++)
                assignments[i].Target.Assign(context, values[i]);
            return context.Render(body);
        });
    }
}

/// <summary><c>{% for %}</c></summary>
/// <param name="target">The names of an item.</param>
/// <param name="source">The items.</param>
/// <param name="filter">Which of them; null: all.</param>
/// <param name="body">What is done for each.</param>
/// <param name="otherwise">What is done where there are none.</param>
/// <param name="isRecursive">Whether <c>loop</c> can be called.</param>
/// <param name="span">Where it stands.</param>
internal sealed class ForStatement(
    Target target, Expression source, Expression? filter, IReadOnlyList<Statement> body, IReadOnlyList<Statement> otherwise, bool isRecursive, Span span) : Statement(span)
{
    private const string Loop = "loop";

    protected override Flow Run(RenderContext context)
    {
        Iterate(context, source.Evaluate(context), context.Scope, depth: 1);
        return Flow.Next;
    }

    private void Iterate(RenderContext context, Value from, Scope outer, int depth)
    {
        IReadOnlyList<Value> items = Select(context, ItemsOf(context, from), outer);
        if (items.Count == 0)
        {
            context.InScope(new Scope(outer), () => context.Render(otherwise));
            return;
        }

        Func<Value, Value>? recurse = isRecursive ? inner => Value.Safe(context.Nested(() => context.Capture(() => Iterate(context, inner, outer, depth + 1)))) : null;
        var loop = new LoopObject(items, depth, recurse);
        for (int i = 0; i < items.Count; i++)
        {
            context.Step();
            loop.Index = i;
            var scope = new Scope(outer);
            scope.Set(Loop, Value.Of(loop));
            Flow flow = context.InScope(scope, () =>
            {
                target.Assign(context, items[i]);
                return context.Render(body);
            });
            if (flow == Flow.Break)
                return;
        }
    }

    private IReadOnlyList<Value> ItemsOf(RenderContext context, Value value)
    {
        if (value.Kind is ValueKind.Undefined or ValueKind.None)
            return [];
        return value.TryIterate(out IReadOnlyList<Value>? items) ? items : throw context.Error($"{Conversion.TypeName(value)} has no items to loop over", source.Span);
    }

    private IReadOnlyList<Value> Select(RenderContext context, IReadOnlyList<Value> items, Scope outer)
    {
        if (filter is null)
            return items;
        return [.. items.Where(item => context.InScope(new Scope(outer), () =>
        {
            context.Step();
            target.Assign(context, item);
            return filter.EvaluateCondition(context).IsTrue;
        }))];
    }
}
