using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>Something that has a value.</summary>
internal abstract class Expression(Span span)
{
    internal Span Span { get; } = span;

    /// <summary>Whether being undefined is one of its values, whatever <see cref="UndefinedBehavior"/> says.</summary>
    internal virtual bool MayBeUndefined => false;

    /// <summary>Its value.</summary>
    /// <exception cref="TemplateException">It has none.</exception>
    internal Value Evaluate(RenderContext context)
    {
        Value value = EvaluateMaybe(context);
        return value.IsUndefined && !MayBeUndefined && context.Options.Undefined is UndefinedBehavior.Strict or UndefinedBehavior.SemiStrict ? throw Undefined(context) : value;
    }

    /// <summary>Its value where only its truth counts.</summary>
    /// <exception cref="TemplateException">It has none, and that counts.</exception>
    internal Value EvaluateCondition(RenderContext context) => context.Options.Undefined == UndefinedBehavior.SemiStrict ? EvaluateMaybe(context) : Evaluate(context);

    /// <summary>Its value, for whoever can do with one that is undefined.</summary>
    internal Value EvaluateMaybe(RenderContext context)
    {
        try
        {
            return Compute(context);
        }
        catch (TemplateException error) when (error.Template is null)
        {
            error.Locate(context.Template.Name, context.Template.Source, Span);
            throw;
        }
    }

    /// <summary>The error that it means nothing.</summary>
    internal virtual TemplateException Undefined(RenderContext context) => context.Error("the value is undefined", Span);

    protected abstract Value Compute(RenderContext context);
}
