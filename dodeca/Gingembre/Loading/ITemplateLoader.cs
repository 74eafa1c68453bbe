namespace Gingembre;

/// <summary>Where templates are.</summary>
public interface ITemplateLoader
{
    /// <summary>The names of all templates, for messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The source of a template; null where there is none of that name.</summary>
    string? TryLoad(string name);
}
