using Gingembre.Parsing;
using Gingembre.Syntax;

namespace Gingembre;

/// <summary>A template that was read. Several threads may render it at once.</summary>
public sealed class Template
{
    private readonly TemplateEngine _engine;

    internal Template(TemplateEngine engine, string name, string source)
    {
        _engine = engine;
        Name = name;
        Source = source;
        ParseCache.Parsed parsed = engine.Options.Cache is { } cache ? cache.Get(name, source, Parse) : Parse();
        (Statements, Blocks) = (parsed.Statements, parsed.Blocks);

        ParseCache.Parsed Parse()
        {
            (IReadOnlyList<Statement> statements, IReadOnlyDictionary<string, BlockStatement> blocks) = new Parser(name, source, engine.Options).Parse();
            return new ParseCache.Parsed(statements, blocks);
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its source.</summary>
    public string Source { get; }

    internal IReadOnlyList<Statement> Statements { get; }

    internal IReadOnlyDictionary<string, BlockStatement> Blocks { get; }

    /// <summary>Renders it.</summary>
    /// <param name="values">What names mean.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TemplateException">It cannot be rendered.</exception>
    public string Render(IEnumerable<KeyValuePair<string, Value>> values, CancellationToken cancellation = default)
    {
        var root = new Rendering.Scope(null);
        foreach ((string name, Value value) in values)
            root.Set(name, value);
        var context = new Rendering.RenderContext(_engine, this, root, cancellation);
        context.RenderTemplate(this);
        return context.TakeOutput();
    }
}
