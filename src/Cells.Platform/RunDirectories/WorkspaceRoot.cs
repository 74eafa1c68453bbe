namespace Cells.Platform.RunDirectories;

/// <summary>
/// Finds the folder that a workspace's members share a run directory in. It only looks for a table's header at the start of a line:
/// which genomes are right is the genome reader's to say, and a caller that looks for a cell has no such reader.
/// </summary>
public static class WorkspaceRoot
{
    /// <summary>The file that describes a cell or a workspace.</summary>
    public const string GenomeFile = "Genome.toml";

    /// <summary>The outermost folder, from this one upwards, whose genome forms a workspace; null where there is none.</summary>
    public static string? FindOutermost(string directory)
    {
        string? found = null;
        for (string? current = Path.GetFullPath(directory); current is not null; current = Path.GetDirectoryName(current))
        {
            if (FormsWorkspace(Path.Combine(current, GenomeFile)))
                found = current;
        }

        return found;
    }

    private static bool FormsWorkspace(string genome)
    {
        try
        {
            return File.Exists(genome) && File.ReadLines(genome).Any(IsWorkspaceHeader);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsWorkspaceHeader(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        if (text is not ['[', .. var rest])
            return false;
        rest = rest.TrimStart();
        int end = rest.IndexOfAny("]. \t");
        return end > 0 && rest[..end] is "workspace" or "cells";
    }
}
