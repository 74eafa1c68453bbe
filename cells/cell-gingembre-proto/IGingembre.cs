using Cells;
using Dodeca.Host;

namespace Dodeca.Templates;

/// <summary>Renders templates. Whoever asks serves <see cref="ITemplateHost"/>.</summary>
[CellContract("gingembre")]
public interface IGingembre
{
    /// <summary>Renders a template.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> RenderAsync(RenderRequest request, CallContext context = default);

    /// <summary>The value of an expression, as text.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> EvalExpressionAsync(RenderRequest request, CallContext context = default);
}

/// <summary>What is to be rendered.</summary>
/// <param name="Context">What callbacks say it with.</param>
/// <param name="Template">The template's name, or the expression.</param>
/// <param name="Scope">What names mean.</param>
[CellMessage]
public sealed partial record RenderRequest(ulong Context, string Template, List<TemplateMember> Scope);
