namespace Gingembre;

/// <summary>Templates that are given with their sources.</summary>
public sealed class MemoryLoader(IReadOnlyDictionary<string, string> sources) : ITemplateLoader
{
    /// <inheritdoc/>
    public IEnumerable<string> Names => sources.Keys;

    /// <inheritdoc/>
    public string? TryLoad(string name) => sources.GetValueOrDefault(name);
}
