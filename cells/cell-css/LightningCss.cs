using System.Text.RegularExpressions;
using Cells;
using Dodeca.Host;
using Dodeca.Native;

namespace Dodeca.Css;

/// <summary>Makes stylesheets small: lightningcss, a process of its own for each.</summary>
internal static partial class LightningCss
{
    private static readonly NativeTool Tool = new("lightningcss", "lightningcss-cli-linux-x64-gnu");

    internal static async Task<string> MinifyAsync(string path, string css, CancellationToken cancellation)
    {
        // It reads files only.
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.css");
        await File.WriteAllTextAsync(file, css, cancellation);
        try
        {
            (int exitCode, string output, string errors) = await Tool.RunAsync(["--minify", file], "", cancellation);
            return exitCode == 0 ? output.TrimEnd('\n') : throw Fault(path, errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static CellFaultException<SourceFault> Fault(string path, string errors)
    {
        Match place = Place().Match(errors);
        string message = errors.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0) ?? "it is no stylesheet";
        return new CellFaultException<SourceFault>(new SourceFault(
            path,
            place.Success ? int.Parse(place.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0,
            place.Success ? int.Parse(place.Groups["column"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0,
            1,
            message,
            null));
    }

    [GeneratedRegex(@"\.css:(?<line>\d+):(?<column>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
