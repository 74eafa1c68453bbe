using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>What stands in the parentheses of a call.</summary>
/// <param name="Positional">Arguments without names; of those with a star, what is in them.</param>
/// <param name="Named">Arguments with names; an empty name has two stars.</param>
internal sealed record Arguments(IReadOnlyList<(Expression Value, bool IsSpread)> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    internal static Arguments None { get; } = new([], []);

    internal CallArguments Evaluate(string callee, RenderContext context)
    {
        List<Value> positional = [];
        foreach ((Expression argument, bool isSpread) in Positional)
        {
            Value value = argument.Evaluate(context);
            if (isSpread)
                positional.AddRange(Conversion.ToItems(value, "'*'"));
            else
                positional.Add(value);
        }

        Dictionary<string, Value> named = new(StringComparer.Ordinal);
        foreach ((string name, Expression argument) in Named)
        {
            Value value = argument.Evaluate(context);
            if (name.Length > 0)
                named[name] = value;
            else
                Spread(value, named);
        }

        return new CallArguments(callee, positional, named);
    }

    private static void Spread(Value value, Dictionary<string, Value> named)
    {
        if (value.Kind != ValueKind.Map)
            throw new TemplateException($"'**' cannot be applied to {Conversion.TypeName(value)}");
        for (int i = 0; i < value.AsMap.Count; i++)
            named[ValueText.Print(value.AsMap.Keys[i])] = value.AsMap.Values[i];
    }
}
