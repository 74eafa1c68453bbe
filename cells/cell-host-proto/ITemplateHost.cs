using Cells;

namespace Dodeca.Host;

/// <summary>
/// What templates ask their host for while they are rendered. The context of each call is the one that the rendering was asked for with: by it the host knows which page has looked at what.
/// </summary>
[CellContract("template_host")]
public interface ITemplateHost
{
    /// <summary>The source of a template.</summary>
    /// <param name="context">The rendering.</param>
    /// <param name="name">The template's path in the folder of templates.</param>
    /// <param name="knownHash">The hash of the source that the caller has; empty where it has none.</param>
    /// <param name="cancellation">Ends it.</param>
    [Fault<SourceFault>]
    ValueTask<TemplateSource> LoadTemplateAsync(ulong context, string name, string knownHash, CancellationToken cancellation = default);

    /// <summary>What stands at a path.</summary>
    /// <param name="context">The rendering.</param>
    /// <param name="path">The path that a <see cref="TemplateValue.Lazy"/> has, and members of it behind.</param>
    /// <param name="cancellation">Ends it.</param>
    [Fault<SourceFault>]
    ValueTask<TemplateValue> ResolveDataAsync(ulong context, List<string> path, CancellationToken cancellation = default);

    /// <summary>The names of what stands at a path.</summary>
    /// <param name="context">The rendering.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<List<string>> KeysAtAsync(ulong context, List<string> path, CancellationToken cancellation = default);

    /// <summary>Calls a function of the host's.</summary>
    /// <param name="context">The rendering.</param>
    /// <param name="name">The function.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <param name="cancellation">Ends it.</param>
    [Fault<SourceFault>]
    ValueTask<TemplateValue> CallFunctionAsync(ulong context, string name, FunctionArguments arguments, CancellationToken cancellation = default);
}

/// <summary>A template.</summary>
/// <param name="Exists">Whether there is one of that name.</param>
/// <param name="Hash">Names the source: another one has another.</param>
/// <param name="Source">The source; empty where the caller has it.</param>
/// <param name="Names">Where there is none: the names of those that there are.</param>
[CellMessage]
public sealed partial record TemplateSource(bool Exists, string Hash, string Source, List<string> Names);

/// <summary>What a function is called with.</summary>
/// <param name="Positional">The arguments without names.</param>
/// <param name="Named">Those with names.</param>
[CellMessage]
public sealed partial record FunctionArguments(List<TemplateValue> Positional, List<TemplateMember> Named);
