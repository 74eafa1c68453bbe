using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary><c>{% extends "base.html" %}</c></summary>
internal sealed class ExtendsStatement(Expression name, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        if (context.Parent is not null)
            throw new TemplateException("a template extends at most one other");
        context.Parent = TemplateNames.Load(context, name.Evaluate(context));
        return Flow.Next;
    }
}

/// <summary><c>{% block name %}</c></summary>
internal sealed class BlockStatement(string name, IReadOnlyList<Statement> body, bool isRequired, Span span) : Statement(span)
{
    internal string Name => name;

    internal IReadOnlyList<Statement> Body => body;

    protected override Flow Run(RenderContext context)
    {
        if (context.IsMuted)
            return Flow.Next;
        if (isRequired && ReferenceEquals(context.Blocks[name][0].Block, this))
            throw new TemplateException($"the block '{name}' is required, and no template that extends this one has it");
        context.RenderBlock(name, 0, context.Scope);
        return Flow.Next;
    }
}

/// <summary><c>{% include "part.html" %}</c></summary>
internal sealed class IncludeStatement(Expression name, bool ignoresMissing, bool hasContext, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        if (context.IsMuted)
            return Flow.Next;
        Template? template = TemplateNames.Find(context, name.Evaluate(context), ignoresMissing);
        if (template is not null)
        {
            var scope = new Scope(hasContext ? context.Scope : null);
            context.Nested(() => context.InScope(scope, () =>
            {
                context.RenderTemplate(template);
                return Flow.Next;
            }));
        }

        return Flow.Next;
    }
}

/// <summary><c>{% import "macros.html" as m %}</c></summary>
internal sealed class ImportStatement(Expression name, string alias, bool hasContext, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        (Template template, Scope scope) = TemplateNames.Import(context, name.Evaluate(context), hasContext);
        context.Scope.Set(alias, Value.Of(new ModuleObject(template.Name, scope)));
        return Flow.Next;
    }
}

/// <summary><c>{% from "macros.html" import button, card as c %}</c></summary>
internal sealed class FromImportStatement(Expression name, IReadOnlyList<(string Name, string Alias)> names, bool hasContext, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        (Template template, Scope scope) = TemplateNames.Import(context, name.Evaluate(context), hasContext);
        var module = new ModuleObject(template.Name, scope);

        // What is not there is undefined, so that a template can ask for it.
        foreach ((string imported, string alias) in names)
            context.Scope.Set(alias, module.TryGet(Value.Of(imported), out Value value) ? value : Value.Undefined);

        return Flow.Next;
    }
}
