using System.Diagnostics.CodeAnalysis;
using Gingembre.Syntax;

namespace Gingembre.Rendering;

/// <summary>A macro, with what names meant where it was defined.</summary>
internal sealed class MacroObject(MacroStatement macro, RenderContext context, Template template, Scope closure, bool escapes) : TemplateObject
{
    /// <summary>The argument by which a call block gives itself to a macro.</summary>
    internal const string Caller = "caller";

    private const string FurtherPositional = "varargs";
    private const string FurtherNamed = "kwargs";

    public override string TypeName => $"macro {macro.Name}";

    public override bool CanBeCalled => true;

    public override IEnumerable<string> AttributeNames => ["name", "arguments"];

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = key.Kind != ValueKind.String ? default : key.AsString switch
        {
            "name" => Value.Of(macro.Name),
            "arguments" => Value.Of((IReadOnlyList<Value>)[.. macro.Parameters.Select(static parameter => Value.Of(parameter.Name))]),
            "caller" => Value.Of(macro.Uses.Contains(Caller)),
            _ => default,
        };
        return !value.IsUndefined;
    }

    public override Value Call(CallArguments arguments)
    {
        var scope = new Scope(closure);
        (Template outer, bool outerEscapes) = (context.Template, context.Escapes);
        (context.Template, context.Escapes) = (template, escapes);
        try
        {
            string text = context.Nested(() => context.InScope(scope, () =>
            {
                Bind(arguments, scope);
                return context.Capture(() => Unmuted(() => context.Render(macro.Body)));
            }));
            return escapes || outerEscapes || macro.Name == Caller ? Value.Safe(text) : Value.Of(text);
        }
        finally
        {
            (context.Template, context.Escapes) = (outer, outerEscapes);
        }
    }

    /// <summary>A template that extends another prints nothing outside of blocks; what a macro returns is another matter.</summary>
    private void Unmuted(Func<Flow> render)
    {
        Template? parent = context.Parent;
        context.Parent = null;
        try
        {
            render();
        }
        finally
        {
            context.Parent = parent;
        }
    }

    private void Bind(CallArguments arguments, Scope scope)
    {
        int given = arguments.Positional.Count;
        Dictionary<string, Value> named = new(arguments.Named, StringComparer.Ordinal);
        for (int i = 0; i < macro.Parameters.Count; i++)
        {
            (string name, Expression? otherwise) = macro.Parameters[i];
            if (i < given)
            {
                if (named.ContainsKey(name))
                    throw new TemplateException($"the macro '{macro.Name}' got '{name}' twice");
                scope.Set(name, arguments.Positional[i]);
            }
            else if (named.Remove(name, out Value value))
            {
                scope.Set(name, value);
            }
            else
            {
                scope.Set(name, otherwise is null ? Value.Undefined : otherwise.Evaluate(context));
            }
        }

        // Without a call block there is no caller, whatever the name means around the macro.
        if (macro.Uses.Contains(Caller) && !macro.Parameters.Any(static parameter => parameter.Name == Caller))
            scope.Set(Caller, named.Remove(Caller, out Value caller) ? caller : Value.Undefined);
        BindFurther(arguments, named, scope);
    }

    private void BindFurther(CallArguments arguments, Dictionary<string, Value> named, Scope scope)
    {
        if (macro.Uses.Contains(FurtherPositional))
            scope.Set(FurtherPositional, Value.Of((IReadOnlyList<Value>)[.. arguments.Positional.Skip(macro.Parameters.Count)]));
        else if (arguments.Positional.Count > macro.Parameters.Count)
            throw new TemplateException($"the macro '{macro.Name}' takes at most {macro.Parameters.Count} arguments, and got {arguments.Positional.Count}");
        if (macro.Uses.Contains(FurtherNamed))
            scope.Set(FurtherNamed, Value.Of(new MapValue(named)));
        else if (named.ContainsKey(Caller))
            throw new TemplateException($"the macro '{macro.Name}' does not use 'caller', so that what is in the call block would be lost");
        else if (named.Keys.FirstOrDefault() is { } unknown)
            throw new TemplateException($"the macro '{macro.Name}' has no parameter '{unknown}'", Advice.For(unknown, macro.Parameters.Select(static parameter => parameter.Name)));
    }
}
