using System.Text;

namespace Cells.Architecture.Tests.PublicApi;

/// <summary>What was added to and taken from a public API, told type by type.</summary>
internal static class ApiDifference
{
    /// <summary>One line for each difference, behind the type that it belongs to; empty where both texts say the same.</summary>
    public static string Between(string accepted, string built)
    {
        HashSet<string> before = [.. Lines(accepted)];
        HashSet<string> after = [.. Lines(built)];
        var text = new StringBuilder();
        foreach (string line in Lines(accepted).Where(line => !after.Contains(line)))
            text.Append("- ").Append(line).Append('\n');
        foreach (string line in Lines(built).Where(line => !before.Contains(line)))
            text.Append("+ ").Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>Types as they stand, members behind the type they belong to.</summary>
    private static List<string> Lines(string text)
    {
        List<string> lines = [];
        string type = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' '))
                type = line.Split(" : ")[0].Split(" where ")[0];
            lines.Add(line.StartsWith(' ') ? $"{type} » {line.Trim()}" : line);
        }
        return lines;
    }
}
