using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>A name.</summary>
internal sealed class NameExpression(string name, Span span) : Expression(span)
{
    internal string Name => name;

    internal override TemplateException Undefined(RenderContext context) =>
        context.Error($"'{name}' is undefined", Span, Advice.For(name, context.Scope.Names().Concat(context.Engine.Globals.Keys)));

    protected override Value Compute(RenderContext context) => name switch
    {
        "self" when !context.Scope.TryGet(name, out _) => Value.Of(new SelfObject(context)),
        "super" when context.Block is { } block => SuperOf(context, block),
        _ => context.Lookup(name),
    };

    private static Value SuperOf(RenderContext context, (string Name, int Level) block) => Value.Of("super", arguments =>
    {
        arguments.End();
        if (context.Blocks[block.Name].Count <= block.Level + 1)
            throw new TemplateException($"the block '{block.Name}' overrides no other, and so has no super()");
        return Value.Safe(context.Capture(() => context.RenderBlock(block.Name, block.Level + 1, context.Scope)));
    });
}
