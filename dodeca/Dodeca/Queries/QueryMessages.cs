using Cells;
using Dodeca.Host;
using Dodeca.Html;

namespace Dodeca.Queries;

/// <summary>What a template was told.</summary>
/// <param name="Value">The value.</param>
[CellMessage]
public sealed partial record ToldValue(TemplateValue Value);

/// <summary>A file of the output that is no page.</summary>
/// <param name="Url">Its address, with its hash where it has one.</param>
/// <param name="Source">The file that it is a copy of, from the site's folder; empty where it was made.</param>
/// <param name="Content">What was made.</param>
/// <param name="Hash">Names what stands in it.</param>
[CellMessage]
public sealed partial record Asset(string Url, string Source, string Content, string Hash);

/// <summary>Where files of the output come from: addresses without hashes, and what is there.</summary>
/// <param name="Sources">For each address its file, from the site's folder.</param>
[CellMessage]
public sealed partial record AssetIndex(Dictionary<string, string> Sources);

/// <summary>A page as it is written.</summary>
/// <param name="Html">The markup.</param>
/// <param name="Ids">What links into it may end with.</param>
/// <param name="Links">Where its links lead.</param>
/// <param name="DeadLinks">Those that lead nowhere.</param>
[CellMessage]
public sealed partial record FinishedPage(string Html, List<string> Ids, List<PageLink> Links, List<DeadLink> DeadLinks);

/// <summary>A page as it is shown while it is edited.</summary>
/// <param name="Generation">Names what stands in it.</param>
/// <param name="Html">The markup.</param>
/// <param name="DeadLinks">Its links that lead nowhere.</param>
[CellMessage]
public sealed partial record LivePage(string Generation, string Html, List<DeadLink> DeadLinks);

/// <summary>What links into a page may end with, and where its own lead.</summary>
/// <param name="Ids">What links may end with.</param>
[CellMessage]
public sealed partial record PageAnchors(List<string> Ids);

/// <summary>All that is written.</summary>
/// <param name="Pages">The addresses of the pages.</param>
/// <param name="Assets">The addresses, without hashes, of other files.</param>
/// <param name="Aliases">Further addresses, and where they lead.</param>
[CellMessage]
public sealed partial record OutputPlan(List<string> Pages, List<string> Assets, Dictionary<string, string> Aliases);

/// <summary>What is wrong with the links of a page.</summary>
/// <param name="Dead">Them.</param>
[CellMessage]
public sealed partial record LinkProblems(List<DeadLink> Dead);
