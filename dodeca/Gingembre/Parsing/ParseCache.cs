using System.Collections.Concurrent;
using Gingembre.Syntax;

namespace Gingembre;

/// <summary>Templates that were read, for several engines with the same <see cref="TemplateOptions"/>. For any number of threads.</summary>
/// <param name="maxTemplates">How many are kept; when there are more, all are forgotten. Default 1,000.</param>
public sealed class ParseCache(int maxTemplates = 1000)
{
    private readonly ConcurrentDictionary<(string Name, string Source), Parsed> _parsed = [];

    internal Parsed Get(string name, string source, Func<Parsed> parse)
    {
        if (_parsed.TryGetValue((name, source), out Parsed? known))
            return known;
        if (_parsed.Count >= maxTemplates)
            _parsed.Clear();
        return _parsed.GetOrAdd((name, source), parse());
    }

    internal sealed record Parsed(IReadOnlyList<Statement> Statements, IReadOnlyDictionary<string, BlockStatement> Blocks);
}
