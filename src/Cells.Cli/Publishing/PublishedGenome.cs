using System.Globalization;
using System.Text;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Publishing;

/// <summary>The genome of a cell that runs a published program: all that the cell's own says, but for its project.</summary>
internal static class PublishedGenome
{
    private static readonly CellLife Life = new();

    internal static string Of(WorkspaceCell cell, string program)
    {
        Genome genome = cell.Genome;
        var text = new StringBuilder();
        text.Append("[genome]\nname = ").Append(Quoted(cell.Name)).Append('\n');
        if (genome.Replicas != 1)
            text.Append(CultureInfo.InvariantCulture, $"replicas = {genome.Replicas}\n");
        if (genome.Isolated)
            text.Append("isolated = true\n");
        text.Append("\n[run]\nprogram = ").Append(Quoted(program)).Append('\n');
        Append(text, "junctions", cell.Junctions.Select(static junction => (junction.Name, Quoted(junction.Cell))));
        Append(text, "axons", genome.Axons.Select(static axon => (axon.Name, Quoted(axon.Address.OriginalString))));
        Append(text, "life", LifeOf(genome.Life));
        Append(text, "limits", LimitsOf(genome.Limits));
        Append(text, "access", AccessOf(genome.Access));
        return text.ToString();
    }

    private static IEnumerable<(string Key, string Value)> LifeOf(CellLife life)
    {
        if (life.Restart != Life.Restart)
            yield return ("restart", Quoted(life.Restart == RestartPolicy.Always ? "always" : "never"));
        if (life.Start != Life.Start)
            yield return ("start", Quoted("on-demand"));
        if (life.IdleStop is { } idle)
            yield return ("idle_stop", Milliseconds(idle));
        if (life.ReadyTimeout != Life.ReadyTimeout)
            yield return ("ready_timeout", Milliseconds(life.ReadyTimeout));
    }

    private static IEnumerable<(string Key, string Value)> LimitsOf(CellLimits limits)
    {
        if (limits.MemoryBytes is { } memory)
            yield return ("memory", Quoted(string.Create(CultureInfo.InvariantCulture, $"{memory}B")));
        if (limits.Processors is { } processors)
            yield return ("cpu", processors.ToString("0.0#######", CultureInfo.InvariantCulture));
        if (limits.Processes is { } processes)
            yield return ("processes", processes.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(string Key, string Value)> AccessOf(CellAccess access)
    {
        if (access.Users.Length > 0)
            yield return ("users", List(access.Users));
        if (access.Groups.Length > 0)
            yield return ("groups", List(access.Groups));
    }

    private static void Append(StringBuilder text, string section, IEnumerable<(string Key, string Value)> entries)
    {
        bool isFirst = true;
        foreach ((string key, string value) in entries)
        {
            if (isFirst)
                text.Append(CultureInfo.InvariantCulture, $"\n[{section}]\n");
            isFirst = false;
            text.Append(CultureInfo.InvariantCulture, $"{key} = {value}\n");
        }
    }

    private static string Milliseconds(TimeSpan time) => Quoted(string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}ms"));

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
