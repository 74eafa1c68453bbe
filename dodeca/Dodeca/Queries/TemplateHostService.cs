using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Sources;

namespace Dodeca.Queries;

/// <summary>Answers templates. What they ask for becomes a dependency of the page that they render.</summary>
internal sealed class TemplateHostService(QueryContexts contexts) : ITemplateHost
{
    /// <inheritdoc/>
    public ValueTask<TemplateSource> LoadTemplateAsync(ulong context, string name, string knownHash, CancellationToken cancellation = default) => Callback.AnswerAsync(async () =>
    {
        QueryContexts.Caller caller = contexts.Of(context);
        string path = TemplateQueries.FileOf(name);
        if (!caller.Query.TryGet(SiteInputs.File, path, out FileStamp? stamp))
            return new TemplateSource(false, "", "", [.. caller.Query.Get(SiteInputs.Files, SiteFolders.Templates).Paths.Select(static file => SiteFolders.From(SiteFolders.Templates, file))]);
        return new TemplateSource(true, stamp.Hash, stamp.Hash == knownHash ? "" : await caller.Query.GetAsync(caller.Site.Content.Text, path), []);
    });

    /// <inheritdoc/>
    public ValueTask<TemplateValue> ResolveDataAsync(ulong context, List<string> path, CancellationToken cancellation = default) => Callback.AnswerAsync(async () =>
    {
        QueryContexts.Caller caller = contexts.Of(context);
        return (await caller.Query.GetAsync(caller.Site.Templates.Told, string.Join('\n', path))).Value;
    });

    /// <inheritdoc/>
    public ValueTask<List<string>> KeysAtAsync(ulong context, List<string> path, CancellationToken cancellation = default) =>
        new([.. TemplateQueries.Keys(contexts.Of(context).Query, path)]);

    /// <inheritdoc/>
    public ValueTask<TemplateValue> CallFunctionAsync(ulong context, string name, FunctionArguments arguments, CancellationToken cancellation = default) => Callback.AnswerAsync(() =>
    {
        QueryContexts.Caller caller = contexts.Of(context);
        return caller.Site.Functions.CallAsync(caller.Query, name, arguments);
    });
}
