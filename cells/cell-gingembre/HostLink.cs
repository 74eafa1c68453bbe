using System.Diagnostics.CodeAnalysis;
using Cells;
using Dodeca.Host;
using Gingembre;
using Value = Gingembre.Value;

namespace Dodeca.Templates;

/// <summary>What one rendering asks its host for, unless another one of the same state has asked for it.</summary>
/// <param name="client">The host.</param>
/// <param name="context">What it knows the rendering by.</param>
/// <param name="state">What others were told.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class HostLink(TemplateHostClient client, ulong context, KnownState state, CancellationToken cancellation)
{
    private readonly Dictionary<string, Value> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _templates = new(StringComparer.Ordinal);

    /// <summary>The paths of the values that the host was not asked for.</summary>
    internal List<string> Values { get; } = [];

    /// <summary>The names of the templates that the host was not asked for.</summary>
    internal List<string> Templates => [.. _templates];

    /// <summary>A template that the host need not be asked for.</summary>
    internal bool TryGetTemplate(string name, [MaybeNullWhen(false)] out string source)
    {
        bool isKnown = state.TryGetTemplate(name, out source);
        if (isKnown)
            _templates.Add(name);
        return isKnown;
    }

    /// <summary>Keeps a template that the host was asked for.</summary>
    internal void Keep(string name, string source) => state.AddTemplate(name, source);

    internal TemplateSource LoadTemplate(string name, string knownHash) => client.LoadTemplate(context, name, knownHash, cancellation);

    /// <summary>What stands at a path; asked for once.</summary>
    internal Value Resolve(List<string> path)
    {
        string key = string.Join('\n', path);
        if (!_resolved.TryGetValue(key, out Value value))
        {
            value = ToValue(Ask(key, path));
            _resolved.Add(key, value);
        }

        return value;
    }

    internal List<string> KeysAt(List<string> path) => client.KeysAt(context, path, cancellation);

    internal Value ToValue(TemplateValue value) => value switch
    {
        TemplateValue.Data data => ValueConversion.FromData(data.Value),
        TemplateValue.Html html => Value.Safe(html.Text),
        TemplateValue.Sequence sequence => Value.Of((IReadOnlyList<Value>)[.. sequence.Items.Select(ToValue)]),
        TemplateValue.Map map => Value.Of(new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Name, ToValue(member.Value))))),
        TemplateValue.Lazy lazy => Value.Of(new LazyObject(this, lazy.Path, lazy.Known)),
        TemplateValue.Function function => Value.Of(function.Name, arguments => Call(function.Name, arguments)),
        _ => Value.Undefined,
    };

    private TemplateValue Ask(string key, List<string> path)
    {
        if (state.TryGetValue(key, out TemplateValue? told))
        {
            Values.Add(key);
            return told;
        }

        try
        {
            told = client.ResolveData(context, path, cancellation);
        }
        catch (CellFaultException<SourceFault> error)
        {
            throw Told(error.Fault);
        }

        state.AddValue(key, told);
        return told;
    }

    private Value Call(string name, CallArguments arguments)
    {
        try
        {
            var given = new FunctionArguments(
                [.. arguments.Positional.Select(ValueConversion.ToTemplateValue)],
                [.. arguments.Named.Select(static named => new TemplateMember(named.Key, ValueConversion.ToTemplateValue(named.Value)))]);
            return ToValue(client.CallFunction(context, name, given, cancellation));
        }
        catch (CellFaultException<SourceFault> error)
        {
            throw Told(error.Fault);
        }
    }

    /// <summary>What the host has told; where it has happened is where the template asked.</summary>
    private static TemplateException Told(SourceFault fault) =>
        new(fault.File.Length == 0 ? fault.Message : $"{fault.File}:{fault.Line}:{fault.Column}: {fault.Message}", fault.Help);
}
