using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Rendering;

/// <summary><c>loop</c>: where a loop is.</summary>
internal sealed class LoopObject(IReadOnlyList<Value> items, int depth, Func<Value, Value>? recurse) : TemplateObject
{
    private static readonly string[] Known =
        ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem", "cycle", "changed"];

    private Value? _seen;

    /// <summary>Which item it is at, from 0.</summary>
    internal int Index { get; set; }

    public override string TypeName => "loop";

    public override bool CanBeCalled => recurse is not null;

    public override IEnumerable<string> AttributeNames => Known;

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = key.Kind != ValueKind.String ? default : key.AsString switch
        {
            "index" => Value.Of((long)Index + 1),
            "index0" => Value.Of((long)Index),
            "revindex" => Value.Of((long)items.Count - Index),
            "revindex0" => Value.Of((long)items.Count - Index - 1),
            "first" => Value.Of(Index == 0),
            "last" => Value.Of(Index == items.Count - 1),
            "length" => Value.Of((long)items.Count),
            "depth" => Value.Of((long)depth),
            "depth0" => Value.Of((long)depth - 1),
            "previtem" => Index > 0 ? items[Index - 1] : default,
            "nextitem" => Index + 1 < items.Count ? items[Index + 1] : default,
            "cycle" => Value.Of("loop.cycle", Cycle),
            "changed" => Value.Of("loop.changed", HasChanged),
            _ => default,
        };
        return !value.IsUndefined;
    }

    public override Value Call(CallArguments arguments)
    {
        Value inner = arguments.Require("iterable");
        arguments.End();
        return recurse is null ? throw new TemplateException("only a loop that is 'recursive' can be called") : recurse(inner);
    }

    private Value Cycle(CallArguments arguments) =>
        arguments.Positional.Count == 0 ? throw new TemplateException("loop.cycle needs values") : arguments.Positional[Index % arguments.Positional.Count];

    private Value HasChanged(CallArguments arguments)
    {
        Value now = Value.Of(arguments.Positional);
        bool changed = _seen is not { } seen || seen != now;
        _seen = now;
        return Value.Of(changed);
    }
}
