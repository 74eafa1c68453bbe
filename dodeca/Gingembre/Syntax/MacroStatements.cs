using Gingembre.Rendering;

namespace Gingembre.Syntax;

/// <summary><c>{% macro %}</c></summary>
/// <param name="name">Its name.</param>
/// <param name="parameters">Its parameters, with what they mean where they are not given.</param>
/// <param name="body">What it renders.</param>
/// <param name="uses">The names that its body uses.</param>
/// <param name="span">Where it stands.</param>
internal sealed class MacroStatement(
    string name, IReadOnlyList<(string Name, Expression? Default)> parameters, IReadOnlyList<Statement> body, IReadOnlySet<string> uses, Span span) : Statement(span)
{
    internal string Name => name;

    internal IReadOnlyList<(string Name, Expression? Default)> Parameters => parameters;

    internal IReadOnlyList<Statement> Body => body;

    internal IReadOnlySet<string> Uses => uses;

    /// <summary>The macro, here.</summary>
    internal Value Bind(RenderContext context) => Value.Of(new MacroObject(this, context, context.Template, context.Scope, context.Escapes));

    protected override Flow Run(RenderContext context)
    {
        context.Scope.Set(name, Bind(context));
        return Flow.Next;
    }
}

/// <summary><c>{% call(parameters) macro() %}</c>: a macro that is given what is in it as <c>caller</c>.</summary>
internal sealed class CallStatement(CallExpression call, MacroStatement caller, Span span) : Statement(span)
{
    protected override Flow Run(RenderContext context)
    {
        context.Print(call.Call(context, MacroObject.Caller, caller.Bind(context)));
        return Flow.Next;
    }
}
