using System.Text;

namespace Cells.Cli.Output;

/// <summary>Rows of text under headings, each column as wide as it must be.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";
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
                line.Append(column == 0 ? "" : Gap).Append(row[column].PadRight(widths[column]));
            text.AppendLine(line.ToString().TrimEnd());
        }

        return text.ToString();
    }
}
