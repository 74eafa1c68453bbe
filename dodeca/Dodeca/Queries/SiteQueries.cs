using System.Globalization;
using Dodeca.Hosting;
using Picante;

namespace Dodeca.Queries;

/// <summary>All that is known of a site, and how it follows from what it is made of.</summary>
internal sealed class SiteQueries
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    internal SiteQueries(string site, SiteCells cells)
    {
        Content = new ContentQueries(site, cells);
        Assets = new AssetQueries(this, cells);
        Inline = new InlineQueries(cells);
        Templates = new TemplateQueries(site, Content, cells);
        Pages = new PageQueries(this, cells);
        Urls = new UrlResolution(Content, Assets);
        Functions = new TemplateFunctions(Content, Templates);
        Inspection = new InspectionQueries(this, cells);
    }

    internal ContentQueries Content { get; }

    internal AssetQueries Assets { get; }

    internal InlineQueries Inline { get; }

    internal TemplateQueries Templates { get; }

    internal PageQueries Pages { get; }

    /// <summary>Where URLs lead.</summary>
    internal UrlResolution Urls { get; }

    /// <summary>What templates may call.</summary>
    internal TemplateFunctions Functions { get; }

    /// <summary>What whoever writes a template asks.</summary>
    internal InspectionQueries Inspection { get; }

    /// <summary>Names all that a query sees: two with the same name see the same.</summary>
    internal string StateOf(QueryContext query) => string.Create(CultureInfo.InvariantCulture, $"{_name}-{query.Revision}");

    internal IEnumerable<Ingredient> All => [SiteInputs.File, SiteInputs.Files, SiteInputs.Setting, SiteInputs.Cell, .. Content.All, .. Assets.All, .. Inline.All, .. Templates.All, .. Pages.All, .. Inspection.All];
}
