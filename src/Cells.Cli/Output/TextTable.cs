using System.Text;

namespace Cells.Cli.Output;

/// <summary>Rows of text under headings, each column as wide as it must be.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";
    private const string Spaces = "                                ";
    private readonly List<string[]> _rows = [headings];

    internal void Add(params string[] row) => _rows.Add(row);

    public override string ToString()
    {
        int[] widths = new int[headings.Length];
        foreach (string[] row in _rows)
        {
            for (int column = 0; column < row.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            var line = new StringBuilder();
            for (int column = 0; column < row.Length; column++)
                Pad(line.Append(column == 0 ? "" : Gap).Append(row[column]), widths[column] - row[column].Length);
            text.AppendLine(line.ToString().TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>To fill a text by any method of the platform takes 2 ms for the first time.</summary>
    private static void Pad(StringBuilder line, int spaces)
    {
        for (; spaces > Spaces.Length; spaces -= Spaces.Length)
            line.Append(Spaces);
        line.Append(Spaces, 0, spaces);
    }
}
