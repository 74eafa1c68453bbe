using Dodeca.Host;

namespace Dodeca.Minify;

/// <summary>A page without what says nothing, and the styles and scripts in it as they were.</summary>
/// <param name="Html">What stands in it.</param>
/// <param name="Parts">Its styles and scripts, and where in <paramref name="Html"/> each begins.</param>
internal sealed record SmallPage(string Html, IReadOnlyList<(int Start, InlinePart Part)> Parts);
