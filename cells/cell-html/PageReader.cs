using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Dodeca.Html;

/// <summary>Reads a page token by token, and remembers what may be changed in it. No tree is made: nothing that is asked here needs one.</summary>
internal sealed class PageReader
{
    private readonly string _html;
    private readonly HtmlTokenizer _tokens;
    private readonly List<UrlPlace> _urls = [];
    private readonly List<string> _ids = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<int> _codeEnds = [];
    private readonly Stack<int> _foreignOutside = new();
    private int? _headEnd;
    private int _foreign;

    /// <summary>What stands in templates is not part of the page yet.</summary>
    private int _templates;

    /// <summary>Whether it is in what a browser that runs scripts takes for text.</summary>
    private bool _isInNoscript;

    /// <summary>Whether what comes is text whatever it looks like.</summary>
    private bool _isRaw;

    /// <summary>How deep in a <c>pre</c> it is; null outside.</summary>
    private int? _preformatted;
    private bool _hasCode;

    private PageReader(string html, TextSource source)
    {
        _html = html;
        _tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            IsNotConsumingCharacterReferences = true,
            SkipComments = true,
            SkipCDATA = true,
            SkipDataText = true,
            SkipPlaintext = true,
            SkipProcessingInstructions = true,
            SkipRawText = true,
            SkipRCDataText = true,
            SkipScriptText = true,
            ShouldEmitAttribute = static (ref _, _) => false,
        };
    }

    private bool MayEndHead => _headEnd is null && _templates == 0 && !_isInNoscript;

    internal static PageOutline Read(string html)
    {
        using var source = new TextSource(html);
        var reader = new PageReader(html, source);
        reader.Run();
        return new PageOutline(reader._urls, reader._ids, reader._headEnd ?? html.Length, reader._codeEnds);
    }

    private void Run()
    {
        while (true)
        {
            int start = _tokens.Position;
            ref StructHtmlToken token = ref _tokens.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    Begin(token.Name.ToString(), start, _tokens.Position, token.IsSelfClosing);
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name.ToString(), start);
                    break;
                case HtmlTokenType.Character when MayEndHead && !_isRaw && !_html.AsSpan(start, _tokens.Position - start).TrimStart('\uFEFF').IsWhiteSpace():
                    _headEnd = start;
                    break;
                case HtmlTokenType.EndOfFile:
                    return;
            }
        }
    }

    private void Begin(string name, int start, int end, bool isSelfClosing)
    {
        if (MayEndHead && !IsOfHead(name))
            _headEnd = start;
        if (_templates == 0)
            Note(name, start, _html.AsSpan(start, end - start));

        // A slash at the end means something in pictures only.
        bool isForeign = _foreign > 0 || IsForeign(name);
        if (isSelfClosing && isForeign)
            return;
        if (isForeign)
            EnterForeign(name);
        else
            Enter(name);
    }

    private void EnterForeign(string name)
    {
        if (IsForeign(name))
        {
            _foreign++;
        }
        else if (IsForeignHtml(name))
        {
            _foreignOutside.Push(_foreign);
            _foreign = 0;
        }

        _tokens.IsAcceptingCharacterData = _foreign > 0;
    }

    private void Enter(string name)
    {
        if (StateOf(name) is { } state)
        {
            _tokens.State = state;
            _isRaw = true;
        }

        _isInNoscript |= name == "noscript";
        _templates += name == "template" ? 1 : 0;
        if (name == "pre" && _preformatted is null)
        {
            (_preformatted, _hasCode) = (0, false);
        }
        else if (_preformatted is { } depth && !IsVoid(name))
        {
            _hasCode |= depth == 0 && name == "code";
            _preformatted = depth + 1;
        }
    }

    private void End(string name, int start)
    {
        _isRaw = false;
        if (MayEndHead && (name is "head" or "html" || !IsOfHead(name)))
            _headEnd = start;
        _isInNoscript &= name != "noscript";
        if (IsForeign(name))
            _foreign = Math.Max(0, _foreign - 1);
        else if (IsForeignHtml(name) && _foreignOutside.Count > 0)
            _foreign = _foreignOutside.Pop();
        _tokens.IsAcceptingCharacterData = _foreign > 0;
        _templates = Math.Max(0, _templates - (name == "template" ? 1 : 0));
        if (_preformatted is not { } depth)
            return;
        _preformatted = name == "pre" ? null : Math.Max(0, depth - 1);
        if (name == "pre" && _hasCode)
            _codeEnds.Add(start);
    }

    private void Note(string element, int start, ReadOnlySpan<char> tag)
    {
        int nameEnd = start + TagAttributes.NameLength(tag);
        PageAttribute? content = null;
        bool isImage = false;
        var attributes = new TagAttributes(tag);
        Span<char> room = stackalloc char[16];
        while (attributes.MoveNext())
        {
            int length = attributes.Name.ToLowerInvariant(room);
            if (length <= 0)
                continue;
            ReadOnlySpan<char> name = room[..length];
            if (name is "id" || (element == "a" && name is "name"))
                AddId(PageAttribute.Meaning(attributes.Value));
            else if (UrlAttributes.KindOf(element, name) is not UrlKind.None and var kind)
                AddUrls(nameEnd, AttributeAt(start, attributes), kind);
            else if (element == "meta" && name is "content")
                content = AttributeAt(start, attributes);
            else
                isImage |= element == "meta" && UrlAttributes.IsImage(name, attributes.Value);
        }

        if (isImage && content is not null)
            AddUrls(nameEnd, content, UrlKind.Resource);
    }

    private static PageAttribute AttributeAt(int start, TagAttributes attributes) => new(start + attributes.ValueStart, start + attributes.ValueEnd, PageAttribute.Meaning(attributes.Value));

    private void AddUrls(int nameEnd, PageAttribute attribute, UrlKind kind)
    {
        foreach (string url in kind == UrlKind.Set ? ImageSet.Urls(attribute.Value) : [attribute.Value.Trim()])
        {
            if (UrlAttributes.IsAsked(url))
                _urls.Add(new UrlPlace(nameEnd, attribute, url, kind));
        }
    }

    private void AddId(string id)
    {
        if (id.Length > 0 && _seen.Add(id))
            _ids.Add(id);
    }

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

    private static bool IsOfHead(string name) => name is "html" or "head" or "base" or "basefont" or "bgsound" or "link" or "meta" or "title" or "noscript" or "noframes" or "style" or "script" or "template";

    private static bool IsVoid(string name) => name is "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "source" or "track" or "wbr";
}
