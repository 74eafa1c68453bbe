using System.Text;
using Dodeca.Markdown.Highlighting;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Dodeca.Markdown.Rendering;

/// <summary>Renders blocks of code, highlighted where their language is known.</summary>
internal sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    /// <summary>Whether anything was highlighted.</summary>
    internal bool HasCode { get; private set; }

    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, CodeBlock block)
    {
        string language = block is FencedCodeBlock { Info: { Length: > 0 } info } ? info.Split(',', ' ', '{')[0].ToLowerInvariant() : "";
        var code = new StringBuilder();
        for (int i = 0; i < block.Lines.Count; i++)
            code.Append(block.Lines.Lines[i].Slice.AsSpan()).Append('\n');

        string? highlighted = Highlighter.TryHighlight(language, code.ToString());
        HasCode |= highlighted is not null;
        renderer.EnsureLine();
        renderer.Write("<pre><code");
        if (language.Length > 0)
            renderer.Write(" class=\"language-").WriteEscape(language).Write("\"");
        renderer.Write(">").Write(highlighted ?? HtmlText.Escape(code.ToString())).Write("</code></pre>");
        renderer.EnsureLine();
    }
}
