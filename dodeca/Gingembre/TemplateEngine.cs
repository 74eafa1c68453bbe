using System.Collections.Concurrent;
using Gingembre.Parsing;
using Gingembre.Rendering;
using Gingembre.Syntax;

namespace Gingembre;

/// <summary>Templates with what all of them may use. Set up before the first template is rendered; then several threads may use it at once.</summary>
public sealed class TemplateEngine
{
    private readonly ConcurrentDictionary<string, Template> _templates = new(StringComparer.Ordinal);

    /// <summary>An engine with the filters, tests and functions that every template may use.</summary>
    /// <param name="loader">Where its templates are.</param>
    /// <param name="options">How they are read and rendered; null: by default.</param>
    public TemplateEngine(ITemplateLoader loader, TemplateOptions? options = null)
    {
        Loader = loader;
        Options = options ?? TemplateOptions.Default;
        Functions.GlobalFunctions.AddTo(this);
    }

    /// <summary>How templates are read and rendered.</summary>
    public TemplateOptions Options { get; }

    /// <summary>Where its templates are.</summary>
    public ITemplateLoader Loader { get; }

    /// <summary>The filters.</summary>
    public FilterTable Filters { get; } = new();

    /// <summary>The tests.</summary>
    public TestTable Tests { get; } = new();

    /// <summary>What names mean in every template, unless it says otherwise.</summary>
    public Dictionary<string, Value> Globals { get; } = new(StringComparer.Ordinal);

    /// <summary>The template of a name.</summary>
    /// <exception cref="TemplateException">There is none, or it cannot be read.</exception>
    public Template Load(string name) => TryLoad(name)
        ?? throw new TemplateException($"there is no template '{name}'", Advice.For(name, Loader.Names)) { IsNotFound = true };

    /// <summary>Reads a template that is in no place.</summary>
    /// <param name="name">Its name, which says whether it is escaped.</param>
    /// <param name="source">Its source.</param>
    /// <exception cref="TemplateException">It cannot be read.</exception>
    public Template Read(string name, string source) => new(this, name, source);

    /// <summary>The value of an expression.</summary>
    /// <exception cref="TemplateException">It is none, or undefined where <see cref="TemplateOptions.Undefined"/> does not allow that.</exception>
    public Value Evaluate(string expression, IEnumerable<KeyValuePair<string, Value>> values, CancellationToken cancellation = default)
    {
        const string name = "<expression>";
        Template empty = Read(name, "");
        Expression parsed = new Parser(name, $"{{{{ {expression} }}}}", Options).ParseExpressionOnly();
        var root = new Scope(null);
        foreach ((string key, Value value) in values)
            root.Set(key, value);
        return parsed.Evaluate(new RenderContext(this, empty, root, cancellation));
    }

    internal Template? TryLoad(string name)
    {
        if (_templates.TryGetValue(name, out Template? known))
            return known;
        return Loader.TryLoad(name) is { } source ? _templates.GetOrAdd(name, new Template(this, name, source)) : null;
    }
}
