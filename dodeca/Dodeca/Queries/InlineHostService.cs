using Dodeca.Host;
using Dodeca.Hosting;

namespace Dodeca.Queries;

/// <summary>Makes styles and scripts within pages small, each text once for all pages that have it.</summary>
internal sealed class InlineHostService(QueryContexts contexts) : IInlineHost
{
    /// <inheritdoc/>
    public ValueTask<List<string>> MinifyInlineAsync(ulong context, List<InlinePart> parts, CancellationToken cancellation = default) => Callback.AnswerAsync(async () =>
    {
        QueryContexts.Caller caller = contexts.Of(context);
        List<string> small = new(parts.Count);
        foreach (InlinePart part in parts)
            small.Add(await caller.Query.GetAsync(part.IsScript ? caller.Site.Inline.Script : caller.Site.Inline.Style, part.Text));
        return small;
    });
}
