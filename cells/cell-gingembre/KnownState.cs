using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Dodeca.Host;

namespace Dodeca.Templates;

/// <summary>What the host has told of one state of its site, which many renderings look at. For any number of threads.</summary>
/// <param name="name">What the host calls the state.</param>
internal sealed class KnownState(string name)
{
    /// <summary>Further values, and further templates, are asked for each time.</summary>
    private const int MaxEntries = 4096;

    private readonly ConcurrentDictionary<string, TemplateValue> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _templates = new(StringComparer.Ordinal);
    private int _entries;

    internal string Name => name;

    internal bool TryGetValue(string path, [MaybeNullWhen(false)] out TemplateValue value) => _values.TryGetValue(path, out value);

    internal bool TryGetTemplate(string template, [MaybeNullWhen(false)] out string source) => _templates.TryGetValue(template, out source);

    internal void AddValue(string path, TemplateValue value) => Add(_values, path, value);

    internal void AddTemplate(string template, string source) => Add(_templates, template, source);

    private void Add<T>(ConcurrentDictionary<string, T> entries, string key, T entry)
    {
        if (Volatile.Read(ref _entries) < MaxEntries && entries.TryAdd(key, entry))
            Interlocked.Increment(ref _entries);
    }
}
