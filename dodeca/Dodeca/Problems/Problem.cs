using Dodeca.Host;

namespace Dodeca.Problems;

/// <summary>What keeps a site from being built, or may surprise its author.</summary>
/// <param name="Fault">What and where.</param>
/// <param name="IsWarning">Whether the site can be built all the same.</param>
public sealed record Problem(SourceFault Fault, bool IsWarning = false)
{
    /// <summary>A problem that is in no place.</summary>
    public static Problem Of(string message, string? help = null, bool isWarning = false) => new(new SourceFault("", 0, 0, 0, message, help), isWarning);
}
