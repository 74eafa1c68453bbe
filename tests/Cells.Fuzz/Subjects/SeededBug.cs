using Microsoft.CodeAnalysis;

namespace Cells.Fuzz.Subjects;

/// <summary>One change of one text that makes the product wrong on purpose.</summary>
/// <param name="Name">What is wrong then.</param>
/// <param name="File">The end of the path of a source of Cells.Image, or of a file that the generator writes.</param>
/// <param name="Find">The text that is replaced; it stands in the file exactly once.</param>
/// <param name="Replace">What it becomes.</param>
public sealed record SeededBug(string Name, string File, string Find, string Replace)
{
    /// <summary>Whether the generator writes the file.</summary>
    internal bool IsInGeneratedCode => File.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Makes the change in one of the trees.</summary>
    internal void Apply(List<SyntaxTree> trees)
    {
        int at = trees.FindIndex(tree => tree.FilePath.EndsWith(File, StringComparison.Ordinal));
        if (at < 0)
            throw new InvalidOperationException($"The seeded bug '{Name}' finds no file called {File}.");

        string text = trees[at].ToString();
        int found = text.IndexOf(Find, StringComparison.Ordinal);
        if (found < 0 || text.IndexOf(Find, found + 1, StringComparison.Ordinal) >= 0)
            throw new InvalidOperationException($"The seeded bug '{Name}' does not find its text exactly once in {File}: {Find}");
        trees[at] = SourceFolder.ParseText(text.Replace(Find, Replace, StringComparison.Ordinal), trees[at].FilePath);
    }
}
