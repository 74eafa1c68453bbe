using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary>Something that a template does.</summary>
internal abstract class Statement(Span span)
{
    internal Span Span { get; } = span;

    /// <summary>Does it.</summary>
    /// <exception cref="TemplateException">It cannot be done.</exception>
    internal Flow Render(RenderContext context)
    {
        try
        {
            return Run(context);
        }
        catch (TemplateException error) when (error.Template is null)
        {
            error.Locate(context.Template.Name, context.Template.Source, Span);
            throw;
        }
    }

    protected abstract Flow Run(RenderContext context);
}
