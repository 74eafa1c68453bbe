using System.Globalization;
using System.Text;
using Dodeca.Host;

namespace Dodeca.Problems;

/// <summary>Problems as they are shown to people: what, where, the line itself, what to do.</summary>
public static class ProblemText
{
    /// <param name="problem">The problem.</param>
    /// <param name="site">The site's folder: where the line is read.</param>
    public static string Of(Problem problem, string site)
    {
        ArgumentNullException.ThrowIfNull(problem);
        SourceFault fault = problem.Fault;
        var text = new StringBuilder();
        text.Append(problem.IsWarning ? "warning: " : "error: ").Append(fault.Message).Append('\n');
        if (fault.File.Length > 0)
        {
            string number = fault.Line.ToString(CultureInfo.InvariantCulture);
            string margin = new(' ', number.Length);
            string place = fault.Line > 0 ? $"{fault.File}:{number}:{fault.Column.ToString(CultureInfo.InvariantCulture)}" : fault.File;
            text.Append(margin).Append("--> ").Append(place).Append('\n');
            if (fault.Line > 0 && LineOf(Path.Combine(site, fault.File), fault.Line) is { } line)
            {
                int column = Math.Clamp(fault.Column, 1, line.Length + 1);
                int marks = Math.Clamp(fault.Length, 1, Math.Max(1, line.Length - column + 1));
                text.Append(CultureInfo.InvariantCulture, $"{margin} |\n{number} | {line}\n{margin} | {new string(' ', column - 1)}{new string('^', marks)}\n");
            }
        }

        if (fault.Help is { } help)
            text.Append("  = help: ").Append(help).Append('\n');
        return text.ToString();
    }

    private static string? LineOf(string path, int number)
    {
        try
        {
            return File.ReadLines(path).ElementAtOrDefault(number - 1)?.Replace('\t', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile; the place is still said.
            return null;
        }
    }
}
