using Cells.Generators.Diagnostics;

namespace Cells.Generators.Tests;

/// <summary>The lists of released and of new rules are kept.</summary>
public class AnalyzerReleaseTests
{
    [Fact]
    public void Each_rule_is_listed_once_as_it_is()
    {
        IEnumerable<string> listed = new[] { "Shipped", "Unshipped" }
            .SelectMany(static list => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Diagnostics", $"AnalyzerReleases.{list}.md")))
            .Where(static line => line.StartsWith("CELL", StringComparison.Ordinal));
        IEnumerable<string> rules = Descriptors.All.Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}");
        Assert.Equal(rules, listed.Order(StringComparer.Ordinal));
    }
}
