namespace Dodeca.Http;

/// <summary>What a page asks about its template.</summary>
/// <param name="Id">Names the answer.</param>
/// <param name="Path">Which value is looked into.</param>
/// <param name="Expression">What is to be computed, rather than looked into; null where nothing is.</param>
internal sealed record LiveQuestion(long Id, List<string> Path, string? Expression);
