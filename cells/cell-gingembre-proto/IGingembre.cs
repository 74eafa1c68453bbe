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
    ValueTask<RenderedTemplate> RenderAsync(RenderRequest request, CallContext context = default);

    /// <summary>The value of an expression, as text.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<string> EvalExpressionAsync(RenderRequest request, CallContext context = default);
}

/// <summary>What is to be rendered.</summary>
/// <param name="Context">What callbacks say it with.</param>
/// <param name="State">Names all that the host answers from: what it has told for one rendering holds for others of the same state. Empty where it is asked each time.</param>
/// <param name="Template">The template's name, or the expression.</param>
/// <param name="Scope">What names mean.</param>
[CellMessage]
public sealed partial record RenderRequest(ulong Context, string State, string Template, List<TemplateMember> Scope);

/// <summary>What a template has come to.</summary>
/// <param name="Text">The text.</param>
/// <param name="Values">The paths of what it has looked at and the host was not asked for, since it had told before: the parts of each in lines.</param>
/// <param name="Templates">The names of the templates that it uses and the host was not asked for.</param>
[CellMessage]
public sealed partial record RenderedTemplate(string Text, List<string> Values, List<string> Templates);
