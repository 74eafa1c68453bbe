using Dodeca.Building;
using Dodeca.Problems;

namespace Dodeca.Checking;

/// <summary>What a check of a site's links has found.</summary>
/// <param name="Build">The build that it began with: what is wrong inside of the site.</param>
/// <param name="Asked">How many links to other sites were asked for.</param>
/// <param name="Skipped">How many were not, as the configuration says.</param>
/// <param name="Dead">Those that lead nowhere.</param>
public sealed record LinkCheckReport(BuildResult Build, int Asked, int Skipped, IReadOnlyList<Problem> Dead)
{
    /// <summary>Whether all links lead somewhere.</summary>
    public bool IsSuccess => Build.IsSuccess && Dead.Count == 0;
}
