using Dodeca.Css;
using Dodeca.Hosting;
using Dodeca.Js;
using Dodeca.Problems;
using Dodeca.Sources;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>Styles and scripts that stand in pages, made small: each text once, however many pages have it.</summary>
internal sealed class InlineQueries
{
    private readonly SiteCells _cells;

    internal InlineQueries(SiteCells cells)
    {
        _cells = cells;
        Style = new("inline_style", MinifyStyleAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
        Script = new("inline_script", MinifyScriptAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
    }

    /// <summary>A style, by what it says.</summary>
    internal Query<string, string> Style { get; }

    /// <summary>A script, by what it says.</summary>
    internal Query<string, string> Script { get; }

    internal IEnumerable<Ingredient> All => [Style, Script];

    private async ValueTask<string> MinifyStyleAsync(QueryContext context, string css)
    {
        context.Get(SiteInputs.Cell, _cells.Css.Name);
        return await AsItIsAsync(css, () => _cells.Css.CallAsync(InputOf(css), (client, cancellation) => client.MinifyAsync(new Stylesheet(0, "", css), cancellation), context.Cancellation));
    }

    private async ValueTask<string> MinifyScriptAsync(QueryContext context, string js)
    {
        context.Get(SiteInputs.Cell, _cells.Js.Name);
        return await AsItIsAsync(js, () => _cells.Js.CallAsync(InputOf(js), (client, cancellation) => client.MinifyAsync(new Script(0, "", js), cancellation), context.Cancellation));
    }

    private static CellInput InputOf(string text) => new("a style or script in a page", ContentHash.Of(text));

    /// <summary>What stands in a page may be a part of something, or written for another reader: where it cannot be read it stays as it is, while a file that cannot be read is an error.</summary>
    private static async ValueTask<string> AsItIsAsync(string text, Func<ValueTask<CellOutcome<string>>> minify)
    {
        try
        {
            return (await minify()).Or(text);
        }
        catch (SiteException)
        {
            return text;
        }
    }
}
