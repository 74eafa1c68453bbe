using Dodeca.Problems;

namespace Dodeca.Serving.Pages;

/// <summary>What an address shows.</summary>
/// <param name="Generation">Names what is shown.</param>
internal abstract record PageState(string Generation)
{
    /// <summary>A page.</summary>
    /// <param name="Generation">Its generation.</param>
    /// <param name="Html">The page, without what is added for whoever edits it.</param>
    /// <param name="Problems">What is wrong with it all the same: links that lead nowhere.</param>
    internal sealed record Shown(string Generation, string Html, IReadOnlyList<Problem> Problems) : PageState(Generation);

    /// <summary>A page that cannot be made.</summary>
    /// <param name="Generation">Names what is wrong.</param>
    /// <param name="Problems">What is wrong.</param>
    internal sealed record Failed(string Generation, IReadOnlyList<Problem> Problems) : PageState(Generation);

    /// <summary>Nothing.</summary>
    /// <param name="Generation">Always the same.</param>
    /// <param name="Nearest">The address of a page that may have been meant.</param>
    internal sealed record Missing(string Generation, string? Nearest) : PageState(Generation);
}
