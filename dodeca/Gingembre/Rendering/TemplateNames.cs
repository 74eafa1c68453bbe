namespace Gingembre.Rendering;

/// <summary>Templates that others name.</summary>
internal static class TemplateNames
{
    /// <summary>The template of a name, or the first that there is of several.</summary>
    /// <exception cref="TemplateException">There is none.</exception>
    internal static Template Load(RenderContext context, Value name) => Find(context, name, ignoresMissing: false)!;

    /// <summary>The same; null where there is none and that does not matter.</summary>
    internal static Template? Find(RenderContext context, Value name, bool ignoresMissing)
    {
        Value[] names = name.Kind switch
        {
            ValueKind.String => [name],
            ValueKind.Sequence => [.. name.AsSequence],
            _ => throw new TemplateException($"a template's name is a string, not {Conversion.TypeName(name)}"),
        };
        foreach (Value candidate in names)
        {
            if (context.Engine.TryLoad(ValueText.Print(candidate)) is { } template)
                return template;
        }

        if (ignoresMissing)
            return null;
        string wanted = string.Join(", ", names.Select(static one => $"'{ValueText.Print(one)}'"));
        string reason = names.Length == 1 ? $"there is no template {wanted}" : $"there is no template of {wanted}";
        string? help = names.Length == 1 ? Advice.For(ValueText.Print(names[0]), context.Engine.Loader.Names) : null;
        throw new TemplateException(reason, help) { IsNotFound = true };
    }

    /// <summary>Runs a template for what it gives a meaning to.</summary>
    internal static (Template Template, Scope Scope) Import(RenderContext context, Value name, bool hasContext)
    {
        Template template = Load(context, name);
        var scope = new Scope(hasContext ? context.Scope : null);
        context.Nested(() => context.InScope(scope, () => context.Capture(() => context.RenderTemplate(template))));
        return (template, scope);
    }
}
