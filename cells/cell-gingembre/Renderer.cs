using Cells;
using Dodeca.Host;
using Gingembre;

namespace Dodeca.Templates;

/// <summary>Renders templates, each on a thread where it may wait for what it asks the host.</summary>
internal sealed class Renderer : IGingembre
{
    private readonly TemplateCache _cache = new();
    private readonly KnownStates _states = new();
    private readonly RenderingThreads _threads = new();

    /// <inheritdoc/>
    public ValueTask<RenderedTemplate> RenderAsync(RenderRequest request, CallContext context = default) =>
        OnThreadAsync(request, context, (engine, scope) => engine.Load(request.Template).Render(scope, context.Cancellation), static (text, host) => new RenderedTemplate(text, host.Values, host.Templates));

    /// <inheritdoc/>
    public ValueTask<string> EvalExpressionAsync(RenderRequest request, CallContext context = default) =>
        OnThreadAsync(request, context, (engine, scope) => engine.Evaluate(request.Template, scope, context.Cancellation).ToString(), static (text, _) => text);

    private ValueTask<T> OnThreadAsync<T>(
        RenderRequest request, CallContext context, Func<TemplateEngine, IEnumerable<KeyValuePair<string, Gingembre.Value>>, string> render, Func<string, HostLink, T> answer)
    {
        var host = new HostLink(context.CreateClient<TemplateHostClient>(), request.Context, _states.Of(request.State), context.Cancellation);
        return new(_threads.RunAsync(Work));

        T Work()
        {
            try
            {
                return answer(render(_cache.EngineFor(host), request.Scope.Select(member => KeyValuePair.Create(member.Name, host.ToValue(member.Value)))), host);
            }
            catch (TemplateException error)
            {
                throw new CellFaultException<SourceFault>(new SourceFault(error.Template is null ? "" : $"templates/{error.Template}", error.Line, error.Column, error.Span.Length, error.Reason, error.Help));
            }
        }
    }
}
