using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>A call of a function, a macro or a method.</summary>
internal sealed class CallExpression(Expression callee, Arguments arguments, Span span) : Expression(span)
{
    /// <summary>Calls it with further arguments, as <c>{% call %}</c> does.</summary>
    internal Value Call(RenderContext context, string extraName, Value extra)
    {
        CallArguments given = arguments.Evaluate(NameOf(callee), context);
        Dictionary<string, Value> named = new(given.Named, StringComparer.Ordinal) { [extraName] = extra };
        return Invoke(context, new CallArguments(given.Callee, given.Positional, named));
    }

    protected override Value Compute(RenderContext context) => Invoke(context, arguments.Evaluate(NameOf(callee), context));

    private Value Invoke(RenderContext context, CallArguments given)
    {
        context.Step();
        if (callee is AttributeExpression { Name: { } method } attribute)
        {
            Value target = attribute.Target.EvaluateMaybe(context);
            if (!HasFunction(target, method) && Methods.Find(target, method) is { } call)
                return call(target, given);
        }

        Value function = callee.EvaluateMaybe(context);
        if (function.Kind == ValueKind.Object && function.AsObject.CanBeCalled)
            return function.AsObject.Call(given);
        if (!function.IsUndefined)
            throw new TemplateException($"{Conversion.TypeName(function)} cannot be called");
        throw callee switch
        {
            NameExpression name => context.Error($"there is no function '{name.Name}'", name.Span, Advice.For(name.Name, context.Engine.Globals.Keys.Concat(context.Scope.Names()))),
            _ => callee.Undefined(context),
        };
    }

    /// <summary>Whether a map has a function of that name: an entry that cannot be called does not hide the method.</summary>
    private static bool HasFunction(Value target, string name) =>
        target.Kind == ValueKind.Map && target.AsMap.TryGet(name, out Value entry) && entry.Kind == ValueKind.Object && entry.AsObject.CanBeCalled;

    private static string NameOf(Expression callee) => callee switch
    {
        NameExpression name => name.Name,
        AttributeExpression { Name: { } name } => name,
        _ => "the call",
    };
}
