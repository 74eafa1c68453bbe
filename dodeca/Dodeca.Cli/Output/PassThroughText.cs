using System.Globalization;
using Dodeca.Hosting;

namespace Dodeca.Cli.Output;

/// <summary>What cells could not do, for people.</summary>
internal static class PassThroughText
{
    /// <param name="same">What one cell could not do for one reason; at least one.</param>
    internal static string Of(params PassThrough[] same)
    {
        PassThrough first = same[0];
        string others = same.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {same.Length - 1} more");
        return first.Input.Length == 0
            ? $"warning: there is no cell {first.Cell}, and what it does is left out: {first.Reason}"
            : $"warning: the cell {first.Cell} could not do its work on {first.Input}{others}, taken as {(same.Length == 1 ? "it is" : "they are")}: {first.Reason}";
    }
}
