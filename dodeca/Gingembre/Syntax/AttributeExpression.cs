using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>An attribute of a value, behind a dot, or an entry, in brackets.</summary>
internal sealed class AttributeExpression(Expression target, Expression key, bool isDot, Span span) : Expression(span)
{
    internal Expression Target => target;

    /// <summary>The attribute's name; null where it stands in brackets.</summary>
    internal string? Name => isDot ? ((ConstantExpression)key).Value.AsString : null;

    internal override TemplateException Undefined(RenderContext context) => Error(context, target.EvaluateMaybe(context), key.Evaluate(context));

    protected override Value Compute(RenderContext context)
    {
        Value value = target.EvaluateMaybe(context);
        if (value.IsUndefined)
        {
            return context.Options.Undefined switch
            {
                UndefinedBehavior.Chainable => Value.Undefined,
                _ => throw target.Undefined(context),
            };
        }

        return AttributeAccess.Get(value, key.Evaluate(context));
    }

    private TemplateException Error(RenderContext context, Value value, Value attribute)
    {
        string name = ValueText.Print(attribute);
        IEnumerable<string> known = value.Kind switch
        {
            ValueKind.Map => value.AsMap.Keys.Select(ValueText.Print),
            ValueKind.Object => value.AsObject.AttributeNames,
            _ => [],
        };
        return context.Error($"{Conversion.TypeName(value)} has no '{name}'", key.Span, Advice.For(name, known));
    }
}
