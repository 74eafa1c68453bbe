using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>Values that may be undefined all the way down.</summary>
internal static class MaybeExtensions
{
    /// <summary>The value of an expression; undefined also where something on the way to it is.</summary>
    internal static Value EvaluateMaybeDeep(this Expression expression, RenderContext context)
    {
        if (expression is AttributeExpression attribute && attribute.Target.EvaluateMaybeDeep(context).IsUndefined)
            return Value.Undefined;
        return expression.EvaluateMaybe(context);
    }
}
