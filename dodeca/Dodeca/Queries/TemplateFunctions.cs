using System.Globalization;
using Cells;
using Cells.Toml;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Queries;

/// <summary>The functions that a site adds to those of the template engine.</summary>
internal sealed class TemplateFunctions(ContentQueries content, TemplateQueries templates)
{
    private const string StepPrefix = "build.";

    internal static IReadOnlyList<string> Names { get; } = ["get_url", "get_section", "read", "now"];

    internal async ValueTask<TemplateValue> CallAsync(QueryContext context, string name, FunctionArguments arguments) => name switch
    {
        "get_url" => await UrlAsync(context, Text(arguments, name, "path")),
        "get_section" => await SectionAsync(context, Text(arguments, name, "path")),
        "read" => new TemplateValue.Data(await ReadAsync(context, Text(arguments, name, "path"))),
        "now" => Now(context, arguments),
        _ when name.StartsWith(StepPrefix, StringComparison.Ordinal) => new TemplateValue.Data(await context.GetAsync(templates.Step, name[StepPrefix.Length..])),
        _ => throw new SiteException($"there is no function '{name}'"),
    };

    private async ValueTask<TemplateValue> UrlAsync(QueryContext context, string path)
    {
        string file = path.StartsWith("@/", StringComparison.Ordinal) ? path[2..] : path;
        if (file.EndsWith(".md", StringComparison.Ordinal))
            return new TemplateValue.Data(await context.GetAsync(content.RouteOf, file) is { Length: > 0 } route ? route : throw await NoPageAsync(context, file));

        // What is no page is rewritten with the page that it stands in.
        return new TemplateValue.Data(file.StartsWith('/') || file.Contains("://", StringComparison.Ordinal) ? file : $"/{file}");
    }

    private async ValueTask<TemplateValue> SectionAsync(QueryContext context, string path)
    {
        string file = path.StartsWith("@/", StringComparison.Ordinal) ? path[2..] : path;
        string route = await context.GetAsync(content.RouteOf, file);
        return (await context.GetAsync(content.Node, route)).Node is { } node ? TemplateScope.Reference(node) : throw await NoPageAsync(context, file);
    }

    private async ValueTask<string> ReadAsync(QueryContext context, string path)
    {
        string file = path.TrimStart('/');
        if (!context.TryGet(SiteInputs.File, file, out _))
            throw new SiteException($"there is no file '{path}' in the site", "paths count from the site's folder: content/…, data/…, static/…, templates/…, sass/…");
        return await context.GetAsync(content.Text, file);
    }

    private static TemplateValue.Data Now(QueryContext context, FunctionArguments arguments)
    {
        var time = DateTime.Parse(context.Get(SiteInputs.Setting, SettingNames.Time), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return new TemplateValue.Data(time.ToString(arguments.Positional.Count + arguments.Named.Count > 0 ? Text(arguments, "now", "format") : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static string Text(FunctionArguments arguments, string function, string parameter)
    {
        TemplateValue? given = arguments.Positional.FirstOrDefault() ?? arguments.Named.Find(named => named.Name == parameter)?.Value;
        if (arguments.Named.Find(named => named.Name != parameter) is { } unknown)
            throw new SiteException($"{function} has no argument '{unknown.Name}'", $"it takes '{parameter}'");
        return given switch
        {
            TemplateValue.Data { Value: { Case: ValueCase.String } text } => text.AsString,
            TemplateValue.Html html => html.Text,
            _ => throw new SiteException($"{function} needs a text as '{parameter}'"),
        };
    }

    private async ValueTask<SiteException> NoPageAsync(QueryContext context, string file)
    {
        SiteTree tree = await context.GetAsync(content.Tree, "");
        return new SiteException($"there is no page '{file}'", NearestName.Find(file, tree.Paths) is { } nearest ? $"did you mean '{nearest}'?" : null);
    }
}
