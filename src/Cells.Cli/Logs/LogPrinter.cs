using System.Text;
using Cells.Cli.Output;

namespace Cells.Cli.Logs;

/// <summary>Writes lines of logs: of one cell as they are, of several behind their names, or as JSON.</summary>
/// <param name="output">Where to.</param>
/// <param name="style">How.</param>
internal sealed class LogPrinter(Stream output, LogStyle style)
{
    private readonly List<string> _cells = [];

    internal void Write(LogLine line)
    {
        if (style.IsJson)
        {
            output.Write(Encoding.UTF8.GetBytes(ToJson(line) + "\n"));
            return;
        }

        if (style.NameWidth > 0)
            output.Write(Encoding.UTF8.GetBytes(NameOf(line)));
        if (style.WithTimes && !line.IsOfSupervisor)
            output.Write(Encoding.ASCII.GetBytes(line.TimeText + " "));
        output.Write(line.Text.Span);

        // What stands behind another cell's name must begin a line.
        if (style.NameWidth > 0 && !line.Text.Span.EndsWith("\n"u8))
            output.WriteByte((byte)'\n');
    }

    internal void Flush() => output.Flush();

    private string NameOf(LogLine line)
    {
        string name = $"{line.Cell.PadRight(style.NameWidth)} | ";
        if (!style.HasColors)
            return name;
        int index = _cells.IndexOf(line.Cell);
        if (index < 0)
        {
            index = _cells.Count;
            _cells.Add(line.Cell);
        }

        return TerminalColors.Of(index, name);
    }

    private static string ToJson(LogLine line) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", line.Cell);
        writer.WriteString("time", line.TimeText);
        writer.WriteString("source", line.IsOfSupervisor ? "nucleus" : "cell");
        writer.WriteString("line", line.Message);
        writer.WriteEndObject();
    });
}
