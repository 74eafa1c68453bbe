using Dodeca.Hosting;
using Dodeca.Problems;

namespace Dodeca.Serving;

/// <summary>Something that happens while a site is served.</summary>
public abstract record ServeEvent
{
    private ServeEvent()
    {
    }

    /// <summary>Files of the site were changed, added or removed.</summary>
    /// <param name="Paths">Which, from the site's folder.</param>
    public sealed record Changed(IReadOnlyList<string> Paths) : ServeEvent;

    /// <summary>A page that somebody looks at was brought up to date.</summary>
    /// <param name="Route">The page.</param>
    /// <param name="Patches">How many changes it took; 0: it was loaded anew.</param>
    /// <param name="Elapsed">How long after the change was noticed.</param>
    public sealed record Shown(string Route, int Patches, TimeSpan Elapsed) : ServeEvent;

    /// <summary>Something is wrong with the site.</summary>
    /// <param name="Problem">What.</param>
    public sealed record Failed(Problem Problem) : ServeEvent;

    /// <summary>What was wrong with a page is so no more.</summary>
    /// <param name="Route">The page.</param>
    public sealed record Mended(string Route) : ServeEvent;

    /// <summary>A cell could not do its work.</summary>
    /// <param name="PassThrough">Which, and on what.</param>
    public sealed record Passed(PassThrough PassThrough) : ServeEvent;

    /// <summary>A cell runs another build.</summary>
    /// <param name="Cell">The cell.</param>
    public sealed record Replaced(string Cell) : ServeEvent;
}
