using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary><c>value is test</c>.</summary>
internal sealed class TestExpression(Expression value, string name, Arguments arguments, Span nameSpan, Span span) : Expression(span)
{
    protected override Value Compute(RenderContext context)
    {
        Test test = context.Engine.Tests.Find(name)
            ?? throw context.Error($"there is no test '{name}'", nameSpan, Advice.For(name, context.Engine.Tests.Names));
        Value tested = TestTable.TakesUndefined(name) ? value.EvaluateMaybeDeep(context) : value.Evaluate(context);
        return Value.Of(test(tested, arguments.Evaluate(name, context), new CallScope(context)));
    }
}
