using System.Diagnostics;
using Cells;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Markdown;
using Dodeca.Problems;
using Dodeca.Sources;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>What templates may ask for.</summary>
internal sealed class TemplateQueries
{
    /// <summary>How long a build step may take.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] DataEndings = [".toml", ".json", ".yaml", ".yml"];

    private readonly string _site;
    private readonly ContentQueries _content;
    private readonly SiteCells _cells;

    internal TemplateQueries(string site, ContentQueries content, SiteCells cells)
    {
        _site = site;
        _content = content;
        _cells = cells;
        Data = new("data", ReadDataAsync, ContentQueries.Kept<DataFile>());
        Told = new("template_data", TellAsync, ContentQueries.Kept<ToldValue>());
        Step = new("build_step", RunStepAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
    }

    /// <summary>A data file, by its path from the site's folder.</summary>
    internal Query<string, DataFile> Data { get; }

    /// <summary>What stands at a path that a template looks at, its parts each in a line.</summary>
    internal Query<string, ToldValue> Told { get; }

    /// <summary>What a build step has printed.</summary>
    internal Query<string, string> Step { get; }

    internal IEnumerable<Ingredient> All => [Data, Told, Step];

    /// <summary>Where a template is, from the site's folder.</summary>
    internal static string FileOf(string template) => $"{SiteFolders.Templates}/{template}";

    /// <summary>The names of what stands at a path.</summary>
    internal static IReadOnlyList<string> Keys(QueryContext context, IReadOnlyList<string> path) => path[0] switch
    {
        "data" => [.. context.Get(SiteInputs.Files, SiteFolders.Data).Paths.Select(static file => Path.GetFileNameWithoutExtension(file[(SiteFolders.Data.Length + 1)..])).Distinct()],
        "section" => TemplateScope.SectionNames,
        "page" => TemplateScope.PageNames,
        _ => [],
    };

    private async ValueTask<DataFile> ReadDataAsync(QueryContext context, string path)
    {
        context.Get(SiteInputs.Cell, _cells.Markdown.Name);
        string text = await context.GetAsync(_content.Text, path);
        CellOutcome<DataFile> read = await _cells.Markdown.CallAsync(
            new CellInput(path, context.Get(SiteInputs.File, path).Hash), (client, cancellation) => client.ParseDataAsync(path, text, cancellation), context.Cancellation);
        return read.Or(new DataFile(Value.Null));
    }

    private async ValueTask<ToldValue> TellAsync(QueryContext context, string key)
    {
        string[] path = key.Split('\n');
        TemplateValue told = path switch
        {
            ["data", var name] => await DataAsync(context, name),
            ["section" or "page", var route, var member] => await MemberAsync(context, route, member),
            _ => new TemplateValue.Missing(),
        };
        return new ToldValue(told);
    }

    private async ValueTask<TemplateValue> DataAsync(QueryContext context, string name)
    {
        string? file = DataEndings.Select(ending => $"{SiteFolders.Data}/{name}{ending}").FirstOrDefault(candidate => context.TryGet(SiteInputs.File, candidate, out _));
        return file is null ? new TemplateValue.Missing() : new TemplateValue.Data((await context.GetAsync(Data, file)).Content);
    }

    private async ValueTask<TemplateValue> MemberAsync(QueryContext context, string route, string member)
    {
        if ((await context.GetAsync(_content.Node, route)).Node is not { } node)
            return new TemplateValue.Missing();
        switch (member)
        {
            case "pages" or "subsections":
                return new TemplateValue.Sequence([.. await Task.WhenAll((member == "pages" ? node.Pages : node.Subsections).Select(async child => TemplateScope.Reference((await context.GetAsync(_content.Node, child)).Node!)))]);
            case "ancestors":
                return new TemplateValue.Sequence(await AncestorsAsync(context, node));
            case "section":
                return (await context.GetAsync(_content.Node, node.Parent)).Node is { } parent ? TemplateScope.Reference(parent) : new TemplateValue.Missing();
            case "content" or "toc" or "word_count" or "reading_time":
                return TemplateScope.OfBody(node.Path.Length == 0 ? null : await context.GetAsync(_content.Body, node.Path), member);
            default:
                return TemplateScope.OfNode(node, member);
        }
    }

    private async ValueTask<List<TemplateValue>> AncestorsAsync(QueryContext context, TreeNode node)
    {
        List<TemplateValue> ancestors = [];
        for (string route = node.Parent; route.Length > 0;)
        {
            TreeNode parent = (await context.GetAsync(_content.Node, route)).Node!;
            ancestors.Insert(0, TemplateScope.Reference(parent));
            route = parent.Parent;
        }

        return ancestors;
    }

    private async ValueTask<string> RunStepAsync(QueryContext context, string name)
    {
        // What a command prints may be another thing each time, and so it is asked each time.
        context.Get(SiteInputs.Setting, SettingNames.Time);
        string[] command = context.Get(SiteInputs.Setting, SettingNames.Step(name)).Split('\n');
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _site, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new SiteException($"the build step '{name}' cannot be run: {command[0]}: {error.Message}", "see [build_steps] in dodeca.toml");
        }

        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        patience.CancelAfter(StepTimeout);
        await using CancellationTokenRegistration kill = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        context.Cancellation.ThrowIfCancellationRequested();
        if (patience.IsCancellationRequested)
            throw new SiteException($"the build step '{name}' has not ended within {StepTimeout.TotalSeconds:0} s (StepTimeout)");
        if (process.ExitCode != 0)
            throw new SiteException($"the build step '{name}' has ended with the exit code {process.ExitCode}: {(await errors).Trim()}", "see [build_steps] in dodeca.toml");
        return (await output).TrimEnd('\n', '\r');
    }
}
