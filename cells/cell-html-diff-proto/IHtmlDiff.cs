using Cells;

namespace Dodeca.HtmlDiff;

/// <summary>Compares pages.</summary>
[CellContract("html_diff")]
public interface IHtmlDiff
{
    /// <summary>What makes one page of another.</summary>
    /// <param name="old">The page that is shown.</param>
    /// <param name="next">The page that is to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    [Idempotent]
    ValueTask<PagePatches> DiffAsync(string old, string next, CancellationToken cancellation = default);
}

/// <summary>What makes one page of another.</summary>
/// <param name="Patches">The changes, one after the other: each counts from what the ones before have made.</param>
/// <param name="NeedsReload">Whether the page has to be loaded anew, because a script would have to run: there are no changes then.</param>
[CellMessage]
public sealed partial record PagePatches(List<PagePatch> Patches, bool NeedsReload);

/// <summary>
/// A change of a page. A path leads from the root element to a node: each number is the place among the children of the node before, text and comments counted.
/// </summary>
[CellMessage]
public abstract partial record PagePatch
{
    /// <summary>Puts other markup in the place of a node.</summary>
    [CellMessage]
    public sealed partial record Replace(List<int> Path, string Html) : PagePatch;

    /// <summary>Puts markup, one node of it, between the children of a node.</summary>
    /// <param name="Path">The parent.</param>
    /// <param name="Index">The place that it has afterwards.</param>
    /// <param name="Html">The markup.</param>
    [CellMessage]
    public sealed partial record Insert(List<int> Path, int Index, string Html) : PagePatch;

    /// <summary>Removes a node.</summary>
    [CellMessage]
    public sealed partial record Remove(List<int> Path) : PagePatch;

    /// <summary>Moves a node among its neighbours.</summary>
    /// <param name="Path">The node.</param>
    /// <param name="Index">The place that it has afterwards.</param>
    [CellMessage]
    public sealed partial record Move(List<int> Path, int Index) : PagePatch;

    /// <summary>Changes a text, or a comment.</summary>
    [CellMessage]
    public sealed partial record SetText(List<int> Path, string Text) : PagePatch;

    /// <summary>Changes an attribute of an element.</summary>
    /// <param name="Path">The element.</param>
    /// <param name="Name">The attribute.</param>
    /// <param name="Value">Its value; null removes it.</param>
    [CellMessage]
    public sealed partial record SetAttribute(List<int> Path, string Name, string? Value) : PagePatch;
}
