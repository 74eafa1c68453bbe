namespace Cells.Samples;

/// <summary>What a template is given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Data">What it shows.</param>
/// <param name="Steps">What it showed before.</param>
/// <param name="Fallback">What it shows otherwise.</param>
[CellMessage]
public sealed partial record TemplateInput(string Name, Value Data, List<Value> Steps, Value Fallback = default);

/// <summary>Renders templates.</summary>
[CellContract("templates")]
public interface ITemplates
{
    /// <summary>Picks a part of a value.</summary>
    ValueTask<Value> PickAsync(Value data, string path, Value otherwise = default);
}
