using System.Globalization;
using Cells;
using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Http;
using Dodeca.Problems;
using Dodeca.Sources;
using Dodeca.Templates;
using Picante;

namespace Dodeca.Queries;

/// <summary>What the names mean that a page's template sees: for whoever writes one.</summary>
internal sealed class InspectionQueries
{
    /// <summary>More of a value is not shown.</summary>
    private const int MaxTextLength = 120;

    /// <summary>More values of a sequence are not shown.</summary>
    private const int MaxEntries = 500;

    private readonly SiteQueries _site;
    private readonly SiteCells _cells;

    internal InspectionQueries(SiteQueries site, SiteCells cells)
    {
        _site = site;
        _cells = cells;
        Scope = new("inspected_scope", ListAsync, new QueryOptions<string, List<ScopeEntry>> { Size = static entries => entries.Count * 256 });
        Value = new("evaluated", EvaluateAsync, new QueryOptions<string, string> { Size = static text => text.Length * 2 });
    }

    /// <summary>The names at a path below a page; see <see cref="KeyOf"/>.</summary>
    internal Query<string, List<ScopeEntry>> Scope { get; }

    /// <summary>What an expression comes to.</summary>
    internal Query<string, string> Value { get; }

    internal IEnumerable<Ingredient> All => [Scope, Value];

    /// <summary>The key of a question about a page.</summary>
    internal static string KeyOf(string route, IEnumerable<string> parts) => string.Join('\n', parts.Select(static part => part.ReplaceLineEndings(" ")).Prepend(route));

    private async ValueTask<List<ScopeEntry>> ListAsync(QueryContext context, string key)
    {
        string[] parts = key.Split('\n');
        List<TemplateMember> scope = await _site.Pages.ScopeAsync(context, await PageAsync(context, parts[0]));
        TemplateValue value = new TemplateValue.Map(scope);
        foreach (string part in parts.Skip(1))
            value = await MemberAsync(context, value, part);
        return [.. (await MembersAsync(context, value)).Take(MaxEntries).Select(static member => Describe(member.Name, member.Value))];
    }

    private async ValueTask<string> EvaluateAsync(QueryContext context, string key)
    {
        string[] parts = key.Split('\n', 2);
        string route = await PageAsync(context, parts[0]);
        context.Get(SiteInputs.Cell, _cells.Gingembre.Name);
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, route);
        var request = new RenderRequest(lease.Number, "", parts[1], await _site.Pages.ScopeAsync(context, route));
        CellOutcome<string> value = await _cells.Gingembre.CallAsync(
            new CellInput($"the expression {parts[1]}", ContentHash.Of(key)), (client, cancellation) => client.EvalExpressionAsync(request, cancellation), context.Cancellation);
        return value.TryGet(out string? text) ? text : throw new SiteException(value.Problem!);
    }

    private async ValueTask<string> PageAsync(QueryContext context, string route) =>
        (await context.GetAsync(_site.Content.Exists, route)).Length > 0 ? route : throw new SiteException($"there is no page {route}");

    private async ValueTask<TemplateValue> MemberAsync(QueryContext context, TemplateValue value, string name) => value switch
    {
        TemplateValue.Lazy lazy when lazy.Known.Find(known => known.Name == name) is { } known => known.Value,
        TemplateValue.Lazy lazy => (await context.GetAsync(_site.Templates.Told, string.Join('\n', lazy.Path.Append(name)))).Value,
        _ => (await MembersAsync(context, value)).FirstOrDefault(member => member.Name == name)?.Value ?? new TemplateValue.Missing(),
    };

    private async ValueTask<List<TemplateMember>> MembersAsync(QueryContext context, TemplateValue value)
    {
        switch (value)
        {
            case TemplateValue.Map map:
                return map.Members;
            case TemplateValue.Sequence sequence:
                return [.. sequence.Items.Select(static (item, index) => new TemplateMember(index.ToString(CultureInfo.InvariantCulture), item))];
            case TemplateValue.Data { Value.Case: ValueCase.Object } data:
                return [.. data.Value.Members.ToArray().Select(static member => new TemplateMember(member.Key, new TemplateValue.Data(member.Value)))];
            case TemplateValue.Data { Value.Case: ValueCase.Array } data:
                return [.. data.Value.Items.ToArray().Select(static (item, index) => new TemplateMember(index.ToString(CultureInfo.InvariantCulture), new TemplateValue.Data(item)))];
            case TemplateValue.Lazy lazy:
                List<TemplateMember> members = [];
                foreach (string name in TemplateQueries.Keys(context, lazy.Path))
                    members.Add(new TemplateMember(name, lazy.Path is ["data"] ? new TemplateValue.Lazy(["data", name], []) : await MemberAsync(context, lazy, name)));
                return members;
            default:
                return [];
        }
    }

    private static ScopeEntry Describe(string name, TemplateValue value) => value switch
    {
        TemplateValue.Missing => new ScopeEntry(name, "undefined", "", HasEntries: false),
        TemplateValue.Html html => new ScopeEntry(name, "html", Short(html.Text), HasEntries: false),
        TemplateValue.Sequence sequence => new ScopeEntry(name, "sequence", Count(sequence.Items.Count, "item"), sequence.Items.Count > 0),
        TemplateValue.Map map => new ScopeEntry(name, "map", Count(map.Members.Count, "name"), map.Members.Count > 0),
        TemplateValue.Function => new ScopeEntry(name, "function", "", HasEntries: false),
        TemplateValue.Lazy lazy => new ScopeEntry(name, lazy.Path[0], lazy.Path.Count > 1 ? lazy.Path[1] : "", HasEntries: true),
        TemplateValue.Data data => Describe(name, data.Value),
        _ => new ScopeEntry(name, "undefined", "", HasEntries: false),
    };

    private static ScopeEntry Describe(string name, Value value) => value.Case switch
    {
        ValueCase.Object => new ScopeEntry(name, "map", Count(value.Count, "name"), value.Count > 0),
        ValueCase.Array => new ScopeEntry(name, "sequence", Count(value.Count, "item"), value.Count > 0),
        ValueCase.String => new ScopeEntry(name, "string", Short(value.AsString), HasEntries: false),
        ValueCase.Integer => new ScopeEntry(name, "integer", value.AsInteger.ToString(CultureInfo.InvariantCulture), HasEntries: false),
        ValueCase.Double => new ScopeEntry(name, "float", value.AsDouble.ToString(CultureInfo.InvariantCulture), HasEntries: false),
        ValueCase.Boolean => new ScopeEntry(name, "boolean", value.AsBoolean ? "true" : "false", HasEntries: false),
        _ => new ScopeEntry(name, "none", "", HasEntries: false),
    };

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Short(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength] + "…";
}
