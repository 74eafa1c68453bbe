using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>A part of a text or a sequence: <c>[start:stop:step]</c>.</summary>
internal sealed class SliceExpression(Expression target, Expression? start, Expression? stop, Expression? step, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context)
    {
        Value value = target.Evaluate(context);
        long stride = Part(step, context) ?? 1;
        if (stride == 0)
            throw context.Error("the step of a slice must not be 0", Span);
        if (value.Kind == ValueKind.String)
            return Value.Of(string.Concat(Slice([.. Value.Characters(value.AsString)], context, stride).Select(static part => part.AsString)));
        List<Value> part = Slice(Conversion.ToItems(value, "a slice"), context, stride);
        return value.IsTuple ? Value.Tuple(part) : Value.Of(part);
    }

    private List<Value> Slice(IReadOnlyList<Value> items, RenderContext context, long stride)
    {
        long count = items.Count;
        long first = Place(Part(start, context) ?? (stride > 0 ? 0 : count - 1), count, stride);
        long last = Part(stop, context) is { } given ? Place(given, count, stride) : stride > 0 ? count : -1;
        List<Value> taken = [];
        for (long i = first; stride > 0 ? i < last : i > last; i += stride)
            taken.Add(items[(int)i]);
        return taken;
    }

    /// <summary>From the end where it is negative; within the items, or just outside of them.</summary>
    private static long Place(long index, long count, long stride)
    {
        if (index < 0)
            index += count;
        return stride > 0 ? Math.Clamp(index, 0, count) : Math.Clamp(index, -1, count - 1);
    }

    private static long? Part(Expression? part, RenderContext context)
    {
        if (part is null)
            return null;
        Value value = part.Evaluate(context);
        return value.Kind == ValueKind.None ? null : Conversion.ToInteger(value, "a slice's bound");
    }
}
