using System.Collections.Concurrent;
using Dodeca.Host;
using Gingembre;

namespace Dodeca.Templates;

/// <summary>Templates that were read, by their names and hashes: the host is asked once for each state of its site, and sends only what is new.</summary>
internal sealed class TemplateCache
{
    private readonly ConcurrentDictionary<string, (string Hash, string Source)> _sources = new(StringComparer.Ordinal);
    private readonly TemplateOptions _options = new() { Undefined = UndefinedBehavior.SemiStrict, Cache = new ParseCache() };

    /// <summary>An engine whose templates come from a host.</summary>
    internal TemplateEngine EngineFor(HostLink host) => new(new HostLoader(this, host), _options);

    private sealed class HostLoader(TemplateCache cache, HostLink host) : ITemplateLoader
    {
        private List<string> _names = [];

        public IEnumerable<string> Names => _names;

        public string? TryLoad(string name)
        {
            if (host.TryGetTemplate(name, out string? told))
                return told;
            (string Hash, string Source) known = cache._sources.GetValueOrDefault(name);
            TemplateSource found = host.LoadTemplate(name, known.Hash ?? "");
            if (!found.Exists)
            {
                _names = found.Names;
                return null;
            }

            string source = found.Hash == known.Hash ? known.Source : found.Source;
            cache._sources[name] = (found.Hash, source);
            host.Keep(name, source);
            return source;
        }
    }
}
