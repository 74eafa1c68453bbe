using System.Globalization;
using Gingembre.Lexing;
using Gingembre.Syntax;

namespace Gingembre.Parsing;

/// <summary>Reads expressions, by precedence from the loosest to the tightest.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="used">Told of each name.</param>
internal sealed class ExpressionParser(TokenReader tokens, Action<string> used)
{
    private const int DeepestNesting = 200;

    /// <summary>What stands in a row is nested in the tree.</summary>
    private const int MostInARow = 500;

    private static readonly string[] Reserved = ["and", "or", "not", "if", "else", "elif", "in", "is", "for"];

    /// <summary>How many subscripts it is in: there, <c>::</c> stands between the bounds of a slice and its step.</summary>
    private int _subscripts;

    private int _depth;
    private int _inARow;

    /// <summary>An expression; several behind commas, without brackets, are a tuple.</summary>
    internal Expression ParseMany()
    {
        Expression first = Parse();
        return tokens.Current.IsSymbol(",") ? ParseRest(first) : first;
    }

    /// <summary>An expression.</summary>
    internal Expression Parse() => ParseConditional(allowsConditions: true);

    /// <summary>An expression of which an <c>if</c> behind it is not a part.</summary>
    internal Expression ParseWithoutCondition()
    {
        Expression first = ParseConditional(allowsConditions: false);
        return tokens.Current.IsSymbol(",") ? ParseRest(first) : first;
    }

    /// <summary>Filters behind their names, <c>name(args) | other</c>, applied to what is given later.</summary>
    internal FilterExpression ParseFilters()
    {
        FilterExpression filter = ParseFilter(value: null);
        while (tokens.TakeSymbol("|"))
            filter = ParseFilter(filter);
        return filter;
    }

    /// <summary>What stands in the parentheses of a call.</summary>
    internal Arguments ParseArguments()
    {
        tokens.ExpectSymbol("(");
        List<(Expression, bool)> positional = [];
        List<(string, Expression)> named = [];
        while (!tokens.TakeSymbol(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.ExpectSymbol(",");
                if (tokens.TakeSymbol(")"))
                    break;
            }

            if (tokens.TakeSymbol("**"))
                named.Add(("", Parse()));
            else if (tokens.TakeSymbol("*"))
                positional.Add((Parse(), true));
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsSymbol("="))
                named.Add((tokens.Next().Text, ParseBehindSign()));
            else if (named.Count > 0)
                throw tokens.Error("an argument without a name stands behind one with a name", tokens.Current.Span);
            else
                positional.Add((Parse(), false));
        }

        return new Arguments(positional, named);
    }

    private Expression ParseBehindSign()
    {
        tokens.ExpectSymbol("=");
        return Parse();
    }

    private ListExpression ParseRest(Expression first)
    {
        List<Expression> items = [first];
        while (tokens.TakeSymbol(","))
        {
            if (tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.VariableEnd || tokens.Current.IsSymbol(")") || tokens.Current.IsSymbol("="))
                break;
            items.Add(Parse());
        }

        return new ListExpression(items, isTuple: true, first.Span.To(items[^1].Span));
    }

    private Expression ParseConditional(bool allowsConditions)
    {
        Enter();
        if (_depth == 1)
            _inARow = 0;
        Expression value = ParseOr();
        while (allowsConditions && tokens.TakeName("if"))
        {
            Expression condition = ParseOr();
            Expression? otherwise = tokens.TakeName("else") ? ParseConditional(allowsConditions: true) : null;
            value = new ConditionalExpression(condition, value, otherwise, value.Span.To((otherwise ?? condition).Span));
        }

        _depth--;
        return value;
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
            throw tokens.Error($"expressions are nested more than {DeepestNesting} deep", tokens.Current.Span);
    }

    /// <summary>One more operator stands behind another.</summary>
    private T InARow<T>(T expression)
        where T : Expression
    {
        return ++_inARow > MostInARow ? throw tokens.Error($"an expression has more than {MostInARow} operators", expression.Span) : expression;
    }

    private Expression ParseOr()
    {
        Expression left = ParseAnd();
        while (tokens.TakeName("or"))
            left = InARow(new LogicalExpression(isAnd: false, left, ParseAnd()));
        return left;
    }

    private Expression ParseAnd()
    {
        Expression left = ParseNot();
        while (tokens.TakeName("and"))
            left = InARow(new LogicalExpression(isAnd: true, left, ParseNot()));
        return left;
    }

    private Expression ParseNot()
    {
        Token not = tokens.Current;
        if (!tokens.TakeName("not"))
            return ParseComparison();
        Enter();
        Expression operand = ParseNot();
        _depth--;
        return new UnaryExpression(static value => Value.Of(!value.IsTrue), operand, not.Span.To(operand.Span));
    }

    private Expression ParseComparison()
    {
        Expression first = ParseSum();
        List<(Func<Value, Value, bool>, Expression)> rest = [];
        Span end = first.Span;
        while (TakeComparison() is { } holds)
        {
            Expression right = ParseSum();
            end = right.Span;
            rest.Add((holds, right));
        }

        return rest.Count == 0 ? first : new ComparisonExpression(first, rest, first.Span.To(end));
    }

    private Func<Value, Value, bool>? TakeComparison()
    {
        Token token = tokens.Current;
        if (token.IsName("in"))
        {
            tokens.Next();
            return static (item, container) => Arithmetic.Contains(container, item);
        }

        if (token.IsName("not") && tokens.Following.IsName("in"))
        {
            tokens.Next();
            tokens.Next();
            return static (item, container) => !Arithmetic.Contains(container, item);
        }

        if (token.Kind != TokenKind.Symbol)
            return null;
        Func<Value, Value, bool>? holds = token.Text switch
        {
            "==" => static (a, b) => a == b,
            "!=" => static (a, b) => a != b,
            "<" => static (a, b) => Comparison.Compare(a, b) < 0,
            "<=" => static (a, b) => Comparison.Compare(a, b) <= 0,
            ">" => static (a, b) => Comparison.Compare(a, b) > 0,
            ">=" => static (a, b) => Comparison.Compare(a, b) >= 0,
            _ => null,
        };
        if (holds is not null)
            tokens.Next();
        return holds;
    }

    private Expression ParseSum()
    {
        Expression left = ParseConcatenation();
        while (true)
        {
            if (tokens.TakeSymbol("+"))
                left = InARow(new BinaryExpression(Arithmetic.Add, left, ParseConcatenation()));
            else if (tokens.TakeSymbol("-"))
                left = InARow(new BinaryExpression(Arithmetic.Subtract, left, ParseConcatenation()));
            else
                return left;
        }
    }

    private Expression ParseConcatenation()
    {
        Expression left = ParseProduct();
        while (tokens.TakeSymbol("~"))
            left = InARow(new BinaryExpression(Arithmetic.Concatenate, left, ParseProduct()));
        return left;
    }

    private Expression ParseProduct()
    {
        Expression left = ParsePower();
        while (true)
        {
            Func<Value, Value, Value>? operation = tokens.Current.Kind != TokenKind.Symbol ? null : tokens.Current.Text switch
            {
                "*" => Arithmetic.Multiply,
                "/" => Arithmetic.Divide,
                "//" => Arithmetic.FloorDivide,
                "%" => Arithmetic.Remainder,
                _ => null,
            };
            if (operation is null)
                return left;
            tokens.Next();
            left = InARow(new BinaryExpression(operation, left, ParsePower()));
        }
    }

    /// <summary>Powers, from the left: signs and filters bind tighter, so that <c>-2 ** 2</c> is 4 and <c>2 ** x|abs</c> is 2 to the amount of x.</summary>
    private Expression ParsePower()
    {
        Expression left = ParseFiltered(ParseSigned());
        while (tokens.TakeSymbol("**"))
            left = InARow(new BinaryExpression(Arithmetic.Power, left, ParseFiltered(ParseSigned())));
        return left;
    }

    private Expression ParseSigned()
    {
        Token sign = tokens.Current;
        if (!tokens.TakeSymbol("-") && !tokens.TakeSymbol("+"))
            return ParsePostfix(ParsePrimary());
        Enter();
        Expression operand = ParseSigned();
        _depth--;
        return sign.IsSymbol("+") ? operand : new UnaryExpression(Arithmetic.Negate, operand, sign.Span.To(operand.Span));
    }

    private Expression ParseFiltered(Expression value)
    {
        while (true)
        {
            if (tokens.TakeSymbol("|"))
                value = InARow(ParseFilter(value));
            else if (tokens.TakeName("is"))
                value = InARow(ParseTest(value));
            else
                return value;
        }
    }

    private FilterExpression ParseFilter(Expression? value)
    {
        Token name = tokens.Expect(TokenKind.Name, "a filter's name");
        string full = name.Text;
        while (tokens.TakeSymbol("."))
            full += "." + tokens.Expect(TokenKind.Name, "a filter's name").Text;
        Arguments arguments = tokens.Current.IsSymbol("(") ? ParseArguments() : Arguments.None;
        return new FilterExpression(value, full, arguments, name.Span);
    }

    private Expression ParseTest(Expression value)
    {
        bool isNegated = tokens.TakeName("not");
        Token name = tokens.Expect(TokenKind.Name, "a test's name");
        Arguments arguments = Arguments.None;
        if (tokens.Current.IsSymbol("("))
            arguments = ParseArguments();
        else if (StartsArgument())
            arguments = new Arguments([(ParseSigned(), false)], []);
        Expression test = new TestExpression(value, name.Text, arguments, name.Span, value.Span.To(tokens.Previous.Span));
        return isNegated ? new UnaryExpression(static holds => Value.Of(!holds.IsTrue), test, test.Span) : test;
    }

    /// <summary>Whether an argument of a test stands here without parentheses: <c>is divisibleby 3</c>.</summary>
    private bool StartsArgument() => tokens.Current.Kind switch
    {
        TokenKind.Integer or TokenKind.Float or TokenKind.String => true,
        TokenKind.Name => !Reserved.Contains(tokens.Current.Text),
        TokenKind.Symbol => tokens.Current.Text is "[" or "{" || (tokens.Current.Text == "-" && tokens.Following.Kind is TokenKind.Integer or TokenKind.Float),
        _ => false,
    };

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            InARow(value);
            if (tokens.TakeSymbol(".") || (_subscripts == 0 && tokens.TakeSymbol("::")))
            {
                value = ParseAttribute(value);
            }
            else if (tokens.TakeSymbol("["))
            {
                value = ParseSubscript(value);
            }
            else if (tokens.Current.IsSymbol("("))
            {
                Arguments arguments = ParseArguments();
                value = new CallExpression(value, arguments, value.Span.To(tokens.Previous.Span));
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseAttribute(Expression value)
    {
        if (tokens.Current.Kind is not (TokenKind.Integer or TokenKind.Float))
        {
            Token name = tokens.Expect(TokenKind.Name, "an attribute's name");
            return new AttributeExpression(value, new ConstantExpression(Value.Of(name.Text), name.Span), isDot: true, value.Span.To(name.Span));
        }

        // Behind a dot, 0.1 is no number with a fraction: it is the second item of the first.
        Token number = tokens.Next();
        foreach (string index in number.Text.Split('.'))
        {
            if (!long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out long place))
                throw tokens.Error($"expected an attribute's name, found '{number.Text}'", number.Span);
            value = new AttributeExpression(value, new ConstantExpression(Value.Of(place), number.Span), isDot: false, value.Span.To(number.Span));
        }

        return value;
    }

    private Expression ParseSubscript(Expression value)
    {
        _subscripts++;
        Expression subscript = ParsePartOrItem(value);
        _subscripts--;
        return subscript;
    }

    private Expression ParsePartOrItem(Expression value)
    {
        Expression? start = tokens.Current.IsSymbol(":") || tokens.Current.IsSymbol("::") ? null : Parse();
        if (start is not null && tokens.Current.IsSymbol("]"))
        {
            Token close = tokens.Next();
            return new AttributeExpression(value, start, isDot: false, value.Span.To(close.Span));
        }

        Expression? stop = null;
        bool hasStep = tokens.TakeSymbol("::");
        if (!hasStep)
        {
            tokens.ExpectSymbol(":");
            stop = tokens.Current.IsSymbol("]") || tokens.Current.IsSymbol(":") ? null : Parse();
            hasStep = tokens.TakeSymbol(":");
        }

        Expression? step = hasStep && !tokens.Current.IsSymbol("]") ? Parse() : null;
        Token end = tokens.ExpectSymbol("]");
        return new SliceExpression(value, start, stop, step, value.Span.To(end.Span));
    }

    private Expression ParsePrimary()
    {
        Token token = tokens.Next();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return NameOrConstant(token);
            case TokenKind.String:
                string text = token.Text;
                Span span = token.Span;
                while (tokens.Current.Kind == TokenKind.String)
                {
                    Token more = tokens.Next();
                    text += more.Text;
                    span = span.To(more.Span);
                }

                return new ConstantExpression(Value.Of(text), span);
            case TokenKind.Integer:
                return new ConstantExpression(Value.Of(ParseInteger(token)), token.Span);
            case TokenKind.Float:
                return new ConstantExpression(Value.Of(double.Parse(token.Text, CultureInfo.InvariantCulture)), token.Span);
            case TokenKind.Symbol when token.Text == "(":
                return ParseParenthesis(token);
            case TokenKind.Symbol when token.Text == "[":
                return ParseList(token);
            case TokenKind.Symbol when token.Text == "{":
                return ParseMap(token);
            default:
                throw tokens.Error($"expected an expression, found {token.Description}", token.Span);
        }
    }

    private Expression NameOrConstant(Token token)
    {
        Value? constant = token.Text switch
        {
            "true" or "True" => Value.Of(true),
            "false" or "False" => Value.Of(false),
            "none" or "None" => Value.None,
            _ => null,
        };
        if (constant is { } value)
            return new ConstantExpression(value, token.Span);
        if (Reserved.Contains(token.Text))
            throw tokens.Error($"expected an expression, found the keyword '{token.Text}'", token.Span);
        used(token.Text);
        return new NameExpression(token.Text, token.Span);
    }

    private Expression ParseParenthesis(Token open)
    {
        if (tokens.TakeSymbol(")"))
            return new ListExpression([], isTuple: true, open.Span);
        Expression inner = ParseMany();
        tokens.ExpectSymbol(")");
        return inner;
    }

    private ListExpression ParseList(Token open)
    {
        List<Expression> items = [];
        while (!tokens.Current.IsSymbol("]"))
        {
            if (items.Count > 0)
            {
                tokens.ExpectSymbol(",");
                if (tokens.Current.IsSymbol("]"))
                    break;
            }

            items.Add(Parse());
        }

        return new ListExpression(items, isTuple: false, open.Span.To(tokens.ExpectSymbol("]").Span));
    }

    private MapExpression ParseMap(Token open)
    {
        List<(Expression, Expression)> entries = [];
        while (!tokens.Current.IsSymbol("}"))
        {
            if (entries.Count > 0)
            {
                tokens.ExpectSymbol(",");
                if (tokens.Current.IsSymbol("}"))
                    break;
            }

            Expression key = Parse();
            tokens.ExpectSymbol(":");
            entries.Add((key, Parse()));
        }

        return new MapExpression(entries, open.Span.To(tokens.ExpectSymbol("}").Span));
    }

    private long ParseInteger(Token token)
    {
        string text = token.Text;
        try
        {
            return text.Length > 2 && text[0] == '0' && char.IsAsciiLetter(text[1])
                ? Convert.ToInt64(text[2..], text[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 })
                : long.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw tokens.Error($"{text} is larger than a whole number of 64 bits", token.Span);
        }
    }
}
