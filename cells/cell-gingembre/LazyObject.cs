using System.Diagnostics.CodeAnalysis;
using Dodeca.Host;
using Gingembre;

namespace Dodeca.Templates;

/// <summary>Something that the host is asked for when a template looks at it, and no more of it than that.</summary>
/// <param name="host">The host.</param>
/// <param name="path">What stands here.</param>
/// <param name="known">The members that need not be asked for.</param>
internal sealed class LazyObject(HostLink host, List<string> path, List<TemplateMember> known) : TemplateObject
{
    private readonly Value?[] _known = new Value?[known.Count];
    private List<string>? _keys;

    /// <inheritdoc/>
    public override string TypeName => path[0];

    /// <inheritdoc/>
    public override bool IsTrue => known.Count > 0 || Keys.Count > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Value>? Items => [.. Keys.Select(static key => Value.Of(key))];

    /// <inheritdoc/>
    public override IEnumerable<string> AttributeNames => Keys;

    private List<string> Keys => _keys ??= host.KeysAt(path);

    /// <inheritdoc/>
    public override bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = Value.Undefined;
        if (key.Kind is not ValueKind.String)
            return false;
        string name = key.AsString;
        for (int i = 0; i < _known.Length; i++)
        {
            if (known[i].Name == name)
            {
                value = _known[i] ??= host.ToValue(known[i].Value);
                return true;
            }
        }

        value = host.Resolve([.. path, name]);
        return !value.IsUndefined;
    }
}
