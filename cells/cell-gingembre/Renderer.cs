using Cells;
using Dodeca.Host;
using Gingembre;

namespace Dodeca.Templates;

/// <summary>Renders templates, each on a thread where it may wait for what it asks the host.</summary>
internal sealed class Renderer : IGingembre
{
    private readonly TemplateCache _cache = new();
    private readonly RenderingThreads _threads = new();

    /// <inheritdoc/>
    public ValueTask<string> RenderAsync(RenderRequest request, CallContext context = default) =>
        OnThreadAsync(request, context, (engine, scope) => engine.Load(request.Template).Render(scope, context.Cancellation));

    /// <inheritdoc/>
    public ValueTask<string> EvalExpressionAsync(RenderRequest request, CallContext context = default) =>
        OnThreadAsync(request, context, (engine, scope) => engine.Evaluate(request.Template, scope, context.Cancellation).ToString());

    private ValueTask<string> OnThreadAsync(RenderRequest request, CallContext context, Func<TemplateEngine, IEnumerable<KeyValuePair<string, Gingembre.Value>>, string> render)
    {
        var host = new HostLink(context.CreateClient<TemplateHostClient>(), request.Context, context.Cancellation);
        return new(_threads.RunAsync(Work));

        string Work()
        {
            try
            {
                return render(_cache.EngineFor(host), request.Scope.Select(member => KeyValuePair.Create(member.Name, host.ToValue(member.Value))));
            }
            catch (TemplateException error)
            {
                throw new CellFaultException<SourceFault>(new SourceFault(error.Template is null ? "" : $"templates/{error.Template}", error.Line, error.Column, error.Span.Length, error.Reason, error.Help));
            }
        }
    }
}
