using Cells;

namespace Dodeca.Content;

/// <summary>A page or a section: what others may ask of it without that its text matters.</summary>
/// <param name="Route">Its address in the site, with <c>/</c> at both ends.</param>
/// <param name="Path">Its file in the content folder; empty for a section that has none.</param>
/// <param name="IsSection">Whether it has pages below it.</param>
/// <param name="Parent">The address of the section that it is in; empty for the root.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it is about; null where it does not say.</param>
/// <param name="Weight">Where it stands among its neighbours.</param>
/// <param name="Date">When it was written; null where it does not say.</param>
/// <param name="Template">The template that it wants; null: the usual one.</param>
/// <param name="Aliases">Further addresses that lead to it.</param>
/// <param name="Taxonomies">Its terms.</param>
/// <param name="Extra">What else its front matter says.</param>
/// <param name="Pages">The addresses of its pages, in their order.</param>
/// <param name="Subsections">The addresses of its sections, in their order.</param>
[CellMessage]
public sealed partial record TreeNode(
    string Route,
    string Path,
    bool IsSection,
    string Parent,
    string Title,
    string? Description,
    int Weight,
    string? Date,
    string? Template,
    List<string> Aliases,
    Dictionary<string, List<string>> Taxonomies,
    Value Extra,
    List<string> Pages,
    List<string> Subsections);

/// <summary>All pages and sections.</summary>
/// <param name="Nodes">Them, by their addresses.</param>
[CellMessage]
public sealed partial record TreeNodes(List<TreeNode> Nodes);

/// <summary>A page or section that may not be there.</summary>
/// <param name="Node">It; null where there is none.</param>
[CellMessage]
public sealed partial record MaybeNode(TreeNode? Node);
