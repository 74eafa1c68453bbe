using System.Diagnostics.CodeAnalysis;

namespace Gingembre.Rendering;

/// <summary>What a template has given a meaning to, for those that import it.</summary>
internal sealed class ModuleObject(string name, Scope scope) : TemplateObject
{
    public override string TypeName => $"template '{name}'";

    public override Value? Data => Value.Of(new MapValue(scope.Own));

    public override IEnumerable<string> AttributeNames => scope.Own.Select(static entry => entry.Key);

    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = default;
        return key.Kind == ValueKind.String && TryGetOwn(key.AsString, out value);
    }

    private bool TryGetOwn(string attribute, [MaybeNullWhen(false)] out Value value)
    {
        foreach ((string known, Value own) in scope.Own)
        {
            if (known == attribute)
            {
                value = own;
                return true;
            }
        }

        value = default;
        return false;
    }
}
