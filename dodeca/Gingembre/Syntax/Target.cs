using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>What a value is assigned to.</summary>
internal abstract class Target(Span span)
{
    internal Span Span { get; } = span;

    internal abstract void Assign(RenderContext context, Value value);
}

/// <summary>A name in the innermost scope.</summary>
internal sealed class NameTarget(string name, Span span) : Target(span)
{
    internal string Name => name;

    internal override void Assign(RenderContext context, Value value) => context.Scope.Set(name, value);
}

/// <summary>An attribute of a namespace, or of one within it.</summary>
internal sealed class AttributeTarget(string name, IReadOnlyList<string> path, string attribute, Span span) : Target(span)
{
    internal override void Assign(RenderContext context, Value value)
    {
        Value target = path.Aggregate(context.Lookup(name), static (at, part) => AttributeAccess.Get(at, Value.Of(part)));
        if (target.Kind != ValueKind.Object || !target.AsObject.TrySet(attribute, value))
            throw context.Error($"'{string.Join('.', [name, .. path])}' is {Conversion.TypeName(target)}, whose attributes cannot be set", Span, "make it with namespace()");
    }
}

/// <summary>Several names, for the items of a value.</summary>
internal sealed class UnpackTarget(IReadOnlyList<Target> targets, Span span) : Target(span)
{
    internal override void Assign(RenderContext context, Value value)
    {
        IReadOnlyList<Value>? items = value.Kind == ValueKind.Sequence ? value.AsSequence : null;
        if (items is null && !value.TryIterate(out items))
            throw context.Error($"{Conversion.TypeName(value)} cannot be unpacked into {targets.Count} names", Span);
        if (items.Count != targets.Count)
            throw context.Error($"{items.Count} values cannot be unpacked into {targets.Count} names", Span);
        for (int i = 0; i < targets.Count; i++)
            targets[i].Assign(context, items[i]);
    }
}
