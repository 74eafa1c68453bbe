using Cells;

namespace Dodeca.Host;

/// <summary>A value on its way to a template, or back.</summary>
[CellMessage]
public abstract partial record TemplateValue
{
    /// <summary>What is undefined.</summary>
    [CellMessage]
    public sealed partial record Missing : TemplateValue;

    /// <summary>Plain data.</summary>
    /// <param name="Value">The data; objects have their members in the order of their keys.</param>
    [CellMessage]
    public sealed partial record Data(Value Value) : TemplateValue;

    /// <summary>Markup, which is not escaped.</summary>
    /// <param name="Text">The markup.</param>
    [CellMessage]
    public sealed partial record Html(string Text) : TemplateValue;

    /// <summary>Values in an order.</summary>
    /// <param name="Items">The values.</param>
    [CellMessage]
    public sealed partial record Sequence(List<TemplateValue> Items) : TemplateValue;

    /// <summary>Values by names, in the order in which they stand here.</summary>
    /// <param name="Members">The values.</param>
    [CellMessage]
    public sealed partial record Map(List<TemplateMember> Members) : TemplateValue;

    /// <summary>What the host is asked for when a template looks at it.</summary>
    /// <param name="Path">What <see cref="ITemplateHost.ResolveDataAsync"/> is asked for, with the name of the member behind it.</param>
    /// <param name="Known">The members that need not be asked for.</param>
    [CellMessage]
    public sealed partial record Lazy(List<string> Path, List<TemplateMember> Known) : TemplateValue;

    /// <summary>A function of the host's.</summary>
    /// <param name="Name">What <see cref="ITemplateHost.CallFunctionAsync"/> is asked for.</param>
    [CellMessage]
    public sealed partial record Function(string Name) : TemplateValue;
}

/// <summary>A value by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
[CellMessage]
public sealed partial record TemplateMember(string Name, TemplateValue Value);
