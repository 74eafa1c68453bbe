using System.Globalization;
using Cells.Hosting;

namespace Cells.Bench.Demo;

/// <summary>The cell of <c>cell demo</c>.</summary>
public static class DemoProgram
{
    /// <summary>The command's word that runs it.</summary>
    public const string Word = "demo-cell";

    /// <summary>The cell's name.</summary>
    public const string Name = "demo_counter";

    /// <summary>Serves until it is drained.</summary>
    /// <param name="folder">Where it counts.</param>
    /// <param name="version">What it says of itself.</param>
    public static Task<int> RunAsync(string folder, string version) =>
        new CellProgram([]).AddService<IDemoCounter>(new DemoCounter(folder, int.Parse(version, CultureInfo.InvariantCulture))).RunAsync();
}
