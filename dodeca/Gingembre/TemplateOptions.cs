namespace Gingembre;

/// <summary>How templates are read and rendered.</summary>
public sealed record TemplateOptions
{
    /// <summary>The defaults.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>What becomes of names that mean nothing. Default: they are printed as nothing, and have no attributes.</summary>
    public UndefinedBehavior Undefined { get; init; } = UndefinedBehavior.Lenient;

    /// <summary>Whether the newline behind a <c>{% tag %}</c> is removed. Default: no.</summary>
    public bool TrimsAfterBlocks { get; init; }

    /// <summary>Whether blanks before a <c>{% tag %}</c> that begins its line are removed. Default: no.</summary>
    public bool StripsBeforeBlocks { get; init; }

    /// <summary>Whether the last newline of a template is kept. Default: no.</summary>
    public bool KeepsTrailingNewline { get; init; }

    /// <summary>Whether what a template prints is escaped, by the template's name. Default: where that ends with <c>.html</c>, <c>.htm</c>, <c>.xml</c> or <c>.svg</c>.</summary>
    public Func<string, bool> Escapes { get; init; } = static name => Path.GetExtension(name) is ".html" or ".htm" or ".xml" or ".svg" or ".xhtml";

    /// <summary>Where templates that were read are kept for other engines. Default: nowhere; an engine keeps its own.</summary>
    public ParseCache? Cache { get; init; }

    /// <summary>How deeply includes, macros, blocks and recursive loops may be nested. Default 100.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>How much a template may write. Default 64 Mi characters.</summary>
    public int MaxOutput { get; init; } = 64 << 20;

    /// <summary>How many statements and iterations a template may run. Default 50 million, which is some seconds.</summary>
    public long MaxSteps { get; init; } = 50_000_000;

    /// <summary>How long a range may be. Default 100,000.</summary>
    public int MaxRange { get; init; } = 100_000;
}
