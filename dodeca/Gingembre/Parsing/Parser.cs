using Gingembre.Lexing;
using Gingembre.Rendering;
using Gingembre.Syntax;

namespace Gingembre.Parsing;

/// <summary>Reads the statements of a template.</summary>
internal sealed class Parser
{
    private const int DeepestNesting = 100;

    private static readonly string[] Known =
    [
        "if", "for", "block", "extends", "include", "import", "from", "macro", "call", "set", "with", "filter", "autoescape", "do", "break", "continue", "raw",
        "elif", "else", "endif", "endfor", "endblock", "endmacro", "endcall", "endset", "endwith", "endfilter", "endautoescape",
    ];

    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly Dictionary<string, BlockStatement> _blocks = new(StringComparer.Ordinal);
    private readonly Stack<HashSet<string>> _uses = new();
    private int _loops;
    private int _depth;

    internal Parser(string name, string source, TemplateOptions options)
    {
        _tokens = new TokenReader(name, source, Lexer.Tokenize(name, source, options));
        _expressions = new ExpressionParser(_tokens, Use);
    }

    /// <summary>The whole template.</summary>
    /// <exception cref="TemplateException">It cannot be read.</exception>
    internal (IReadOnlyList<Statement> Statements, IReadOnlyDictionary<string, BlockStatement> Blocks) Parse()
    {
        List<Statement> statements = [];
        string? end = ParseBody(statements, []);
        return end is null ? (statements, _blocks) : throw _tokens.Error($"'{end}' closes nothing", _tokens.Previous.Span);
    }

    /// <summary>What stands between the braces of a template that is one expression.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    internal Expression ParseExpressionOnly()
    {
        _tokens.Expect(TokenKind.VariableBegin, "an expression");
        Expression expression = _expressions.ParseMany();
        _tokens.Expect(TokenKind.VariableEnd, "the end of the expression");
        return expression;
    }

    private void Use(string name)
    {
        foreach (HashSet<string> uses in _uses)
            uses.Add(name);
    }

    /// <summary>Statements until a tag that ends them; returns its name, null at the end of the template. The tag's name is taken, and nothing behind it.</summary>
    private string? ParseBody(List<Statement> statements, ReadOnlySpan<string> ends)
    {
        if (++_depth > DeepestNesting)
            throw _tokens.Error($"tags are nested more than {DeepestNesting} deep", _tokens.Current.Span);
        while (true)
        {
            Token token = _tokens.Next();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    statements.Add(new TextStatement(token.Text, token.Span));
                    break;
                case TokenKind.VariableBegin:
                    statements.Add(new PrintStatement(_expressions.ParseMany()));
                    _tokens.Expect(TokenKind.VariableEnd, "'}}'");
                    break;
                case TokenKind.BlockBegin:
                    Token name = _tokens.Expect(TokenKind.Name, "the name of a tag");
                    if (ends.Contains(name.Text) || IsEnd(name.Text))
                    {
                        _depth--;
                        return name.Text;
                    }

                    statements.Add(ParseStatement(name));
                    break;
                default:
                    _depth--;
                    return null;
            }
        }
    }

    private static bool IsEnd(string name) => name is "else" or "elif" || name.StartsWith("end", StringComparison.Ordinal);

    /// <summary>Statements up to a tag of some names, which must come.</summary>
    private string ParseUntil(Token opening, List<Statement> statements, params ReadOnlySpan<string> ends)
    {
        string? end = ParseBody(statements, ends);
        if (end is null)
            throw _tokens.Error($"'{opening.Text}' is not closed", opening.Span, $"it ends with '{{% {ends[^1]} %}}'");
        return ends.Contains(end) ? end : throw _tokens.Error($"expected '{string.Join("' or '", ends.ToArray())}', found '{end}'", _tokens.Previous.Span, $"'{opening.Text}' is open here");
    }

    private List<Statement> ParseUntilEnd(Token opening)
    {
        List<Statement> body = [];
        EndTag();
        ParseUntil(opening, body, $"end{opening.Text}");
        return body;
    }

    private void EndTag() => _tokens.Expect(TokenKind.BlockEnd, "'%}'");

    private Statement ParseStatement(Token name)
    {
        Statement statement = name.Text switch
        {
            "if" => ParseIf(name),
            "for" => ParseFor(name),
            "set" => ParseSet(name),
            "with" => ParseWith(name),
            "block" => ParseBlock(name),
            "extends" => new ExtendsStatement(_expressions.Parse(), name.Span),
            "include" => ParseInclude(name),
            "import" => ParseImport(name),
            "from" => ParseFrom(name),
            "macro" => ParseMacro(name),
            "call" => ParseCall(name),
            "filter" => new FilterStatement(_expressions.ParseFilters(), ParseUntilEnd(name), name.Span),
            "autoescape" => new AutoEscapeStatement(_expressions.Parse(), ParseUntilEnd(name), name.Span),
            "do" => new DoStatement(_expressions.ParseMany()),
            "break" or "continue" => _loops > 0
                ? new JumpStatement(name.Text == "break" ? Flow.Break : Flow.Continue, name.Span)
                : throw _tokens.Error($"'{name.Text}' stands in no loop", name.Span),
            _ => throw _tokens.Error($"there is no tag '{name.Text}'", name.Span, Advice.For(name.Text, Known)),
        };
        EndTag();
        return statement;
    }

    private IfStatement ParseIf(Token name)
    {
        List<(Expression?, IReadOnlyList<Statement>)> branches = [];
        Expression? condition = _expressions.Parse();
        while (true)
        {
            EndTag();
            List<Statement> body = [];
            string end = condition is null ? ParseUntil(name, body, "endif") : ParseUntil(name, body, "elif", "else", "endif");
            branches.Add((condition, body));
            if (end == "endif")
                return new IfStatement(branches, name.Span);
            condition = end == "elif" ? _expressions.Parse() : null;
        }
    }

    private ForStatement ParseFor(Token name)
    {
        Target target = ParseTargets(allowsAttributes: false);
        _tokens.ExpectName("in");
        Expression source = _expressions.ParseWithoutCondition();
        Expression? filter = _tokens.TakeName("if") ? _expressions.Parse() : null;
        bool isRecursive = _tokens.TakeName("recursive");
        EndTag();
        List<Statement> body = [];
        List<Statement> otherwise = [];
        _loops++;
        string end = ParseUntil(name, body, "else", "endfor");
        _loops--;
        if (end == "else")
        {
            EndTag();
            ParseUntil(name, otherwise, "endfor");
        }

        return new ForStatement(target, source, filter, body, otherwise, isRecursive, name.Span);
    }

    private Statement ParseSet(Token name)
    {
        Target target = ParseTargets(allowsAttributes: true);
        if (_tokens.TakeSymbol("="))
            return new SetStatement(target, _expressions.ParseMany(), name.Span);
        FilterExpression? filter = _tokens.TakeSymbol("|") ? _expressions.ParseFilters() : null;
        return new SetBlockStatement(target, filter, ParseUntilEnd(name), name.Span);
    }

    private Target ParseTargets(bool allowsAttributes)
    {
        Target first = ParseTarget(allowsAttributes);
        if (!_tokens.Current.IsSymbol(","))
            return first;
        List<Target> targets = [first];
        while (_tokens.TakeSymbol(","))
        {
            if (_tokens.Current.Kind != TokenKind.Name && !_tokens.Current.IsSymbol("("))
                break;
            targets.Add(ParseTarget(allowsAttributes));
        }

        return new UnpackTarget(targets, first.Span.To(targets[^1].Span));
    }

    private Target ParseTarget(bool allowsAttributes)
    {
        if (_tokens.TakeSymbol("("))
        {
            Target inner = ParseTargets(allowsAttributes);
            _tokens.ExpectSymbol(")");
            return inner;
        }

        Token name = _tokens.Expect(TokenKind.Name, "a name");
        List<string> path = [];
        while (allowsAttributes && _tokens.TakeSymbol("."))
            path.Add(_tokens.Expect(TokenKind.Name, "an attribute's name").Text);
        return path.Count == 0 ? new NameTarget(name.Text, name.Span) : new AttributeTarget(name.Text, path[..^1], path[^1], name.Span.To(_tokens.Previous.Span));
    }

    private WithStatement ParseWith(Token name)
    {
        List<(Target, Expression)> assignments = [];
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (assignments.Count > 0)
                _tokens.ExpectSymbol(",");
            Target target = ParseTarget(allowsAttributes: false);
            _tokens.ExpectSymbol("=");
            assignments.Add((target, _expressions.Parse()));
        }

        return new WithStatement(assignments, ParseUntilEnd(name), name.Span);
    }

    private BlockStatement ParseBlock(Token opening)
    {
        Token name = _tokens.Expect(TokenKind.Name, "the block's name");
        bool isRequired = false;
        while (_tokens.Current.Kind == TokenKind.Name)
        {
            Token word = _tokens.Next();
            if (word.Text is not ("scoped" or "required"))
                throw _tokens.Error($"expected 'scoped' or 'required', found '{word.Text}'", word.Span);
            isRequired |= word.Text == "required";
        }

        List<Statement> body = ParseUntilEnd(opening);
        if (_tokens.Current.Kind == TokenKind.Name && _tokens.Next() is var closing && closing.Text != name.Text)
            throw _tokens.Error($"the block '{name.Text}' is closed as '{closing.Text}'", closing.Span);
        if (isRequired && body.Find(static statement => statement is not TextStatement { IsBlank: true }) is { } content)
            throw _tokens.Error($"the block '{name.Text}' is required, so that what is in it would never be rendered", content.Span, "a required block holds nothing but blanks and comments");
        var block = new BlockStatement(name.Text, body, isRequired, opening.Span.To(name.Span));
        return _blocks.TryAdd(name.Text, block) ? block : throw _tokens.Error($"the block '{name.Text}' is there twice", name.Span);
    }

    private IncludeStatement ParseInclude(Token name)
    {
        Expression template = _expressions.Parse();
        bool ignoresMissing = _tokens.TakeName("ignore");
        if (ignoresMissing)
            _tokens.ExpectName("missing");
        return new IncludeStatement(template, ignoresMissing, ParseContext(otherwise: true), name.Span);
    }

    private bool ParseContext(bool otherwise)
    {
        if (!_tokens.Current.IsName("with") && !_tokens.Current.IsName("without"))
            return otherwise;
        bool hasContext = _tokens.Next().Text == "with";
        _tokens.ExpectName("context");
        return hasContext;
    }

    private ImportStatement ParseImport(Token name)
    {
        Expression template = _expressions.Parse();
        _tokens.ExpectName("as");
        string alias = _tokens.Expect(TokenKind.Name, "a name").Text;
        return new ImportStatement(template, alias, ParseContext(otherwise: false), name.Span);
    }

    private FromImportStatement ParseFrom(Token name)
    {
        Expression template = _expressions.Parse();
        _tokens.ExpectName("import");
        List<(string, string)> names = [];
        while (_tokens.Current.Kind == TokenKind.Name && !(names.Count > 0 && _tokens.Current.Text is "with" or "without" && _tokens.Following.IsName("context")))
        {
            Token imported = _tokens.Next();
            string alias = _tokens.TakeName("as") ? _tokens.Expect(TokenKind.Name, "a name").Text : imported.Text;
            names.Add((imported.Text, alias));
            if (!_tokens.TakeSymbol(","))
                break;
        }

        if (names.Count == 0)
            throw _tokens.Unexpected("the names to import");
        return new FromImportStatement(template, names, ParseContext(otherwise: false), name.Span);
    }

    private MacroStatement ParseMacro(Token opening)
    {
        Token name = _tokens.Expect(TokenKind.Name, "the macro's name");
        List<(string, Expression?)> parameters = ParseParameters();
        MacroStatement macro = ParseMacroBody(opening, name.Text, parameters);
        if (_tokens.Current.Kind == TokenKind.Name && _tokens.Next() is var closing && closing.Text != name.Text)
            throw _tokens.Error($"the macro '{name.Text}' is closed as '{closing.Text}'", closing.Span);
        return macro;
    }

    private MacroStatement ParseMacroBody(Token opening, string name, List<(string, Expression?)> parameters)
    {
        HashSet<string> uses = new(StringComparer.Ordinal);
        _uses.Push(uses);
        int loops = _loops;
        _loops = 0;
        List<Statement> body = ParseUntilEnd(opening);
        _loops = loops;
        _uses.Pop();
        return new MacroStatement(name, parameters, body, uses, opening.Span);
    }

    private List<(string Name, Expression? Default)> ParseParameters()
    {
        _tokens.ExpectSymbol("(");
        List<(string, Expression?)> parameters = [];
        while (!_tokens.TakeSymbol(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.ExpectSymbol(",");
                if (_tokens.TakeSymbol(")"))
                    break;
            }

            string name = _tokens.Expect(TokenKind.Name, "a parameter's name").Text;
            parameters.Add((name, _tokens.TakeSymbol("=") ? _expressions.Parse() : null));
        }

        return parameters;
    }

    private CallStatement ParseCall(Token name)
    {
        List<(string, Expression?)> parameters = _tokens.Current.IsSymbol("(") ? ParseParameters() : [];
        Expression call = _expressions.Parse();
        if (call is not CallExpression called)
            throw _tokens.Error("expected the call of a macro", call.Span);
        return new CallStatement(called, ParseMacroBody(name, MacroObject.Caller, parameters), name.Span);
    }
}
