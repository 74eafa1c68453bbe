using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Dodeca.Host;

namespace Dodeca.Minify;

/// <summary>Leaves comments and what is blank out of a page, token by token: what is written again is what stood there, so that a browser makes the same of it.</summary>
internal sealed class PageReducer
{
    /// <summary>Characters from which on a style or script is worth a question to the host.</summary>
    private const int LeastPart = 200;

    /// <summary>What HTML takes for blank; a space that does not break is none.</summary>
    private const string Blanks = " \t\n\r\f";

    private static readonly string[] ScriptTypes = ["", "module", "text/javascript", "application/javascript"];

    private readonly StringBuilder _html;
    private readonly HtmlTokenizer _tokens;
    private readonly List<(int Start, InlinePart Part)> _parts = [];
    private readonly Stack<int> _foreignOutside = new();
    private int _foreign;
    private int _preformatted;
    private bool _isInHead;

    /// <summary>Whether it is at the edge of the page's head or body, where blanks say nothing.</summary>
    private bool _isAtEdge = true;

    private HtmlTagToken? _raw;

    private PageReducer(TextSource source, int length)
    {
        _html = new StringBuilder(length);
        _tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { IsNotConsumingCharacterReferences = true, IsPreservingAttributeNames = true, DisableElementPositionTracking = true };
    }

    /// <summary>The page without what says nothing.</summary>
    internal static SmallPage Reduce(string html)
    {
        // Within these sections of SVG, text means what it means nowhere else.
        if (html.Contains("<![CDATA[", StringComparison.Ordinal))
            return new SmallPage(html, []);
        using var source = new TextSource(html);
        var reducer = new PageReducer(source, html.Length);
        reducer.Run();
        return new SmallPage(reducer._html.ToString(), reducer._parts);
    }

    private void Run()
    {
        while (_tokens.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            bool isEdge = token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag && token.Name is "html" or "head" or "body";
            if (isEdge)
                TrimEnd();
            switch (token.Type)
            {
                case HtmlTokenType.Doctype:
                    WriteDoctype((HtmlDoctypeToken)token);
                    break;
                case HtmlTokenType.StartTag:
                    Begin(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
                case HtmlTokenType.Character:
                    WriteText(token.Data);
                    break;
            }

            bool isNothing = token.Type is HtmlTokenType.Comment or HtmlTokenType.Doctype || (token.Type == HtmlTokenType.Character && IsBlank(token.Data));
            _isAtEdge = isEdge || (_isAtEdge && isNothing);
        }
    }

    /// <summary>Takes a blank back that was written just before the edge of the page.</summary>
    private void TrimEnd()
    {
        if (_html.Length > 0 && _html[^1] == ' ')
            _html.Length--;
    }

    private void WriteDoctype(HtmlDoctypeToken token)
    {
        _html.Append("<!DOCTYPE ").Append(token.Name);
        if (!token.IsPublicIdentifierMissing)
            _html.Append(" PUBLIC \"").Append(token.PublicIdentifier).Append('"');
        if (!token.IsSystemIdentifierMissing)
            _html.Append(token.IsPublicIdentifierMissing ? " SYSTEM \"" : " \"").Append(token.SystemIdentifier).Append('"');
        _html.Append('>');
    }

    private void Begin(HtmlTagToken tag)
    {
        _html.Append('<').Append(tag.Name);
        foreach (HtmlAttributeToken attribute in tag.Attributes)
        {
            _html.Append(' ').Append(attribute.Name);
            if (attribute.Value.Length > 0)
                _html.Append("=\"").Append(attribute.Value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
        }

        // Elsewhere a slash at the end means nothing.
        bool isClosed = tag.IsSelfClosing && (_foreign > 0 || IsForeign(tag.Name));
        _html.Append(isClosed ? "/>" : ">");
        if (!isClosed)
            Enter(tag);
    }

    private void Enter(HtmlTagToken tag)
    {
        if (IsForeign(tag.Name))
        {
            _foreign++;
        }
        else if (_foreign > 0)
        {
            if (!IsForeignHtml(tag.Name))
                return;
            _foreignOutside.Push(_foreign);
            _foreign = 0;
        }
        else if (StateOf(tag.Name) is { } state)
        {
            _tokens.State = state;
            _raw = tag;
        }

        _isInHead = tag.Name == "head" || (_isInHead && tag.Name != "body");
        _preformatted += IsPreformatted(tag.Name) ? 1 : 0;
    }

    private void End(string name)
    {
        _html.Append("</").Append(name).Append('>');
        _raw = null;
        if (IsForeign(name))
        {
            _foreign = Math.Max(0, _foreign - 1);
        }
        else if (IsForeignHtml(name) && _foreignOutside.Count > 0)
        {
            _foreign = _foreignOutside.Pop();
        }

        _isInHead &= name is not ("head" or "body");
        _preformatted = Math.Max(0, _preformatted - (IsPreformatted(name) ? 1 : 0));
    }

    private void WriteText(string text)
    {
        if (_raw is { } tag)
        {
            AddPart(tag, text);
            _html.Append(StateOf(tag.Name) == HtmlParseMode.RCData ? WithQuotes(text) : text);
        }
        else if (_preformatted > 0)
        {
            _html.Append(WithQuotes(text));
        }
        else if (!_isInHead || !IsBlank(text))
        {
            WriteCollapsed(WithQuotes(text));
        }
    }

    /// <summary>Outside of attributes a quote needs no other name.</summary>
    private static string WithQuotes(string text) => !text.Contains('&')
        ? text
        : text.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal).Replace("&#x27;", "'", StringComparison.Ordinal);

    private void AddPart(HtmlTagToken tag, string text)
    {
        bool isScript = tag.Name == "script";
        if (text.Length >= LeastPart && (isScript ? ScriptTypes.Contains(tag.GetAttribute("type"), StringComparer.OrdinalIgnoreCase) : tag.Name == "style"))
            _parts.Add((_html.Length, new InlinePart(isScript, text)));
    }

    /// <summary>Blanks in a row are one.</summary>
    private void WriteCollapsed(string text)
    {
        ReadOnlySpan<char> rest = _isAtEdge ? text.AsSpan().TrimStart(Blanks) : text;
        while (!rest.IsEmpty)
        {
            int blank = rest.IndexOfAny(Blanks);
            _html.Append(blank < 0 ? rest : rest[..blank]);
            if (blank < 0)
                return;
            _html.Append(' ');
            int next = rest[blank..].IndexOfAnyExcept(Blanks);
            rest = next < 0 ? [] : rest[(blank + next)..];
        }
    }

    private static bool IsBlank(string text) => !text.AsSpan().ContainsAnyExcept(Blanks);

    /// <summary>How the text in an element is read that is no HTML.</summary>
    private static HtmlParseMode? StateOf(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => null,
    };

    private static bool IsForeign(string name) => name is "svg" or "math";

    /// <summary>Whether HTML stands in it where it stands in SVG.</summary>
    private static bool IsForeignHtml(string name) => name.Equals("foreignobject", StringComparison.OrdinalIgnoreCase);

    private static bool IsPreformatted(string name) => name is "pre" or "listing";
}
