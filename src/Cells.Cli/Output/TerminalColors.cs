namespace Cells.Cli.Output;

/// <summary>Colours that tell things apart on a terminal.</summary>
internal static class TerminalColors
{
    private static readonly int[] Codes = [36, 33, 32, 35, 34, 31, 96, 93, 92, 95, 94, 91];

    /// <summary>Whether standard output is a terminal whose user wants colours (https://no-color.org).</summary>
    internal static bool AreWanted => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>A text in the colour with a number; the numbers go round.</summary>
    internal static string Of(int number, string text) => $"\e[{Codes[number % Codes.Length]}m{text}\e[0m";
}
