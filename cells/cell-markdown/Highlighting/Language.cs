using System.Collections.Frozen;

namespace Dodeca.Markdown.Highlighting;

/// <summary>How a language is written, as far as marking its parts goes.</summary>
internal sealed record Language
{
    internal FrozenSet<string> Keywords { get; init; } = [];

    /// <summary>Words that stand for values.</summary>
    internal FrozenSet<string> Literals { get; init; } = [];

    internal FrozenSet<string> Types { get; init; } = [];

    internal string[] LineComments { get; init; } = [];

    internal (string Begin, string End)? BlockComment { get; init; }

    /// <summary>What encloses texts; longer ones first.</summary>
    internal TextForm[] Texts { get; init; } = [];

    /// <summary>Whether names that begin with a capital letter are types.</summary>
    internal bool CapitalsAreTypes { get; init; }

    /// <summary>Whether words are the same in capital and small letters.</summary>
    internal bool IgnoresCase { get; init; }

    /// <summary>Whether a name before <c>(</c> is a function.</summary>
    internal bool CallsAreFunctions { get; init; } = true;

    /// <summary>Whether a text before <c>:</c> is a key.</summary>
    internal bool TextsMayBeKeys { get; init; }

    /// <summary>What begins a variable: <c>$</c> in shells.</summary>
    internal char? VariableSign { get; init; }

    /// <summary>What begins a line of meaning to a preprocessor.</summary>
    internal char? DirectiveSign { get; init; }

    /// <summary>What begins an attribute or a decorator: <c>@</c>, <c>#[</c>.</summary>
    internal string? MetaSign { get; init; }

    /// <summary>Whether a quote may begin a lifetime rather than a character, as in Rust.</summary>
    internal bool HasLifetimes { get; init; }

    /// <summary>Further characters that names may have.</summary>
    internal string NameCharacters { get; init; } = "_";

    internal static FrozenSet<string> Words(string words, bool ignoresCase = false) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
}

/// <summary>How a text is enclosed.</summary>
/// <param name="Begin">What begins it.</param>
/// <param name="End">What ends it.</param>
/// <param name="Escape">What lets the next character be part of it; null where nothing does.</param>
/// <param name="SpansLines">Whether it may have several lines.</param>
internal sealed record TextForm(string Begin, string End, char? Escape = '\\', bool SpansLines = false);
