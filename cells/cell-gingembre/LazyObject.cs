using System.Diagnostics.CodeAnalysis;
using Gingembre;

namespace Dodeca.Templates;

/// <summary>Something that the host is asked for when a template looks at it, and no more of it than that.</summary>
/// <param name="host">The host.</param>
/// <param name="path">What stands here.</param>
/// <param name="known">The members that need not be asked for.</param>
internal sealed class LazyObject(HostLink host, List<string> path, Dictionary<string, Value> known) : TemplateObject
{
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
        if (key.Kind is ValueKind.String && known.TryGetValue(key.AsString, out value))
            return true;
        value = key.Kind is ValueKind.String ? host.Resolve([.. path, key.AsString]) : Value.Undefined;
        return !value.IsUndefined;
    }
}
