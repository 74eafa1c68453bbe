using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Rendering;

/// <summary>The template itself: its blocks, to be rendered again, and its macros.</summary>
internal sealed class SelfObject(RenderContext context) : TemplateObject
{
    public override string TypeName => "self";

    public override IEnumerable<string> AttributeNames => context.Blocks.Keys.Concat(context.Scope.Names());

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = default;
        if (key.Kind != ValueKind.String)
            return false;
        string name = key.AsString;
        if (!context.Blocks.ContainsKey(name))
            return context.Scope.TryGet(name, out value);
        value = Value.Of(name, arguments =>
        {
            arguments.End();
            return Value.Safe(context.Capture(() => context.RenderBlock(name, 0, context.Scope)));
        });
        return true;
    }
}
