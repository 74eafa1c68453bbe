namespace Cells.Architecture.Tests.Repository;

/// <summary>What a test found against its rule.</summary>
internal static class Violations
{
    /// <summary>Fails with one line for each violation.</summary>
    public static void ShouldBeNone(IEnumerable<string> violations, string rule)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", found)}");
    }
}
